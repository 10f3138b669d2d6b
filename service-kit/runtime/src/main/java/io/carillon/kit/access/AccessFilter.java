package io.carillon.kit.access;

import io.carillon.events.SecurityEvent;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.kit.limit.LimitKind;
import io.carillon.kit.limit.RateLimits;
import io.carillon.kit.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands before every resource marked {@link Requires}. */
@Provider
@Requires(Role.VIEWER)
@Priority(Priorities.AUTHENTICATION)
class AccessFilter implements ContainerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final ApiKeys keys;
    private final ServiceToken tokens;
    private final Caller caller;
    private final EventPublisher publisher;
    private final EventFactory events;
    private final RateLimits limits;

    @Context
    @Nullable
    ResourceInfo resource;

    @Context
    @Nullable
    RoutingContext exchange;

    AccessFilter(
            ApiKeys keys,
            ServiceToken tokens,
            Caller caller,
            EventPublisher publisher,
            EventFactory events,
            RateLimits limits) {
        this.keys = keys;
        this.tokens = tokens;
        this.caller = caller;
        this.publisher = publisher;
        this.events = events;
        this.limits = limits;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var source = source();
        switch (sufficient(admission(request), needed())) {
            case Admission.Admitted(Identity identity) -> {
                limit(identity, source, request.getUriInfo().getPath());
                caller.admitted(identity, source);
            }
            case Admission.Refused(Admission.Reason reason) -> {
                publisher.publishOrLog(events.event(new SecurityEvent.KeyRefused(
                        source,
                        reason.word(),
                        request.getMethod(),
                        request.getUriInfo().getPath())));
                throw problem(reason);
            }
        }
    }

    /** A key has a limit of its own; another service has none, but the clinic it speaks for has. */
    private void limit(Identity identity, String source, String path) {
        var over = identity.service()
                ? Optional.ofNullable(identity.clinic())
                        .flatMap(clinic -> limits.take(LimitKind.CLINIC, clinic.toString(), source, path))
                : limits.take(LimitKind.KEY, identity.name(), source, path);
        if (over.isPresent()) {
            throw over.get();
        }
    }

    private Admission admission(ContainerRequestContext request) {
        var token = request.getHeaderString(ServiceToken.HEADER);
        if (token != null) {
            return tokens.check(token);
        }
        var key = request.getHeaderString("X-API-Key");
        var authorization = request.getHeaderString("Authorization");
        if (key == null && authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            key = authorization.substring(BEARER.length()).strip();
        }
        return key == null || key.isBlank() ? new Admission.Refused(Admission.Reason.MISSING) : keys.check(key);
    }

    private static Admission sufficient(Admission admission, Role needed) {
        return admission instanceof Admission.Admitted(Identity identity)
                        && !identity.role().allows(needed)
                ? new Admission.Refused(Admission.Reason.TOO_WEAK)
                : admission;
    }

    private Role needed() {
        if (resource == null || resource.getResourceMethod() == null) {
            return Role.ADMIN;
        }
        var onMethod = resource.getResourceMethod().getAnnotation(Requires.class);
        var marked = onMethod != null ? onMethod : resource.getResourceClass().getAnnotation(Requires.class);
        return marked == null ? Role.ADMIN : marked.value();
    }

    private String source() {
        return exchange == null || exchange.request().remoteAddress() == null
                ? "unknown"
                : exchange.request().remoteAddress().hostAddress();
    }

    private static ProblemException problem(Admission.Reason reason) {
        var how = reason.text() + "; send a valid key as X-API-Key or as Authorization: Bearer.";
        return switch (reason) {
            case MISSING, UNKNOWN, EXPIRED ->
                new ProblemException(401, "UNAUTHENTICATED", "No valid key", how)
                        .withHeader("WWW-Authenticate", "Bearer realm=\"carillon\"");
            case TOO_WEAK -> new ProblemException(403, "FORBIDDEN", "Key too weak", how);
        };
    }
}
