package io.carillon.kit.limit;

import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.problem.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/** Stands before everything: an address outside has its limit whatever it asks for, and whether it has a key or not. */
@ApplicationScoped
public class AddressLimit {

    /** After the body was read: what is refused must not leave half a request on its connection. */
    private static final int THIRD = 850;

    private final RateLimits limits;
    private final Problems problems;
    private final ClientAddress addresses;
    private final List<String> signedPaths;

    AddressLimit(RateLimits limits, Problems problems, LimitSettings settings) {
        this.limits = limits;
        this.problems = problems;
        this.addresses = new ClientAddress(settings.trustedProxies());
        this.signedPaths = settings.signedPaths().orElse(List.of());
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, THIRD);
    }

    private void check(RoutingContext exchange) {
        var request = exchange.request();
        var path = request.path() == null ? "" : request.path();
        var refusal = watched(path) ? refused(request) : Optional.<ProblemException>empty();
        if (refusal.isEmpty()) {
            exchange.next();
        } else {
            problems.answer(exchange, refusal.get());
        }
    }

    /** Counts a request whose signature is refused; the answer where its address sends too many of them. */
    public Optional<ProblemException> refused(HttpServerRequest request) {
        var peer = request.remoteAddress();
        if (peer == null || peer.hostAddress() == null) {
            return Optional.empty();
        }
        var forwarded = request.headers().getAll("X-Forwarded-For");
        return addresses
                .of(peer.hostAddress(), forwarded.isEmpty() ? null : String.join(",", forwarded))
                .flatMap(address -> limits.take(LimitKind.ADDRESS, address, address, String.valueOf(request.path())));
    }

    /** Probes and scrapers are answered always; those who sign are told apart by their signatures. */
    private boolean watched(String path) {
        if (path.startsWith("/q/") || path.equals("/metrics") || path.equals("/health")) {
            return false;
        }
        for (var signed : signedPaths) {
            if (path.startsWith(signed)) {
                return false;
            }
        }
        return true;
    }
}
