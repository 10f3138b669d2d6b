package io.carillon.webhook.limit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.kit.limit.Limit;
import io.carillon.kit.limit.LimitKind;
import io.carillon.kit.limit.RateLimits;
import io.carillon.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/rate-limits}: see limits, raise one for legitimate traffic while everything runs, take that back (R-SEC-16).
 * A change holds at every replica of every service a moment later, and for as long as nobody changes it.
 */
@Path("/api/rate-limits")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class LimitResource {

    private static final Logger LOG = Logger.getLogger(LimitResource.class);

    /** An address, a key's name, a clinic's id: nothing that could be taken for something else. */
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._:/-]{1,128}");

    private final RateLimits limits;
    private final KeptLimits kept;
    private final Caller caller;
    private final EventPublisher publisher;
    private final EventFactory events;
    private final Clock clock;

    LimitResource(
            RateLimits limits,
            KeptLimits kept,
            Caller caller,
            EventPublisher publisher,
            EventFactory events,
            Clock clock) {
        this.limits = limits;
        this.kept = kept;
        this.caller = caller;
        this.publisher = publisher;
        this.events = events;
        this.clock = clock;
    }

    /**
     * One limit as it holds here and now.
     *
     * @param limit {@code address}, {@code key}, {@code clinic} or {@code signed}
     * @param subject null for all that have no limit of their own
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(String limit, @Nullable String subject, double perSecond, double burst) {}

    /** The answer to {@code GET}. */
    @RegisterForReflection
    public record All(List<Shown> limits) {}

    /**
     * What a limit is to be.
     *
     * @param perSecond above 0, at most a million
     * @param burst 1 to ten million; without it two seconds' requests
     * @param subject one address, key or clinic; without it all that have no limit of their own
     */
    @RegisterForReflection
    public record Wanted(
            @Nullable Double perSecond,
            @Nullable Double burst,
            @Nullable String subject) {}

    @GET
    @Requires(Role.VIEWER)
    public All all() {
        var shown = new ArrayList<Shown>();
        for (var kind : LimitKind.values()) {
            shown.add(shown(kind, null, limits.of(kind)));
        }
        limits.ofSubjects().entrySet().stream()
                .map(own -> shown(own.getKey().kind(), own.getKey().name(), own.getValue()))
                .sorted(Comparator.comparing(Shown::limit).thenComparing(own -> String.valueOf(own.subject())))
                .forEach(shown::add);
        return new All(shown);
    }

    @PUT
    @Path("/{limit}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public Shown set(@PathParam("limit") String word, @Nullable Wanted wanted) {
        var kind = kind(word);
        if (wanted == null || wanted.perSecond() == null) {
            throw invalid("perSecond is missing; expected requests a second, above 0.");
        }
        double perSecond = wanted.perSecond();
        var limit = limit(perSecond, wanted.burst() == null ? Math.max(1, 2 * perSecond) : wanted.burst());
        change(kind, subject(wanted.subject()), Optional.of(limit));
        return shown(kind, wanted.subject(), limit);
    }

    @DELETE
    @Path("/{limit}")
    @Requires(Role.OPERATOR)
    public void reset(@PathParam("limit") String word, @QueryParam("subject") @Nullable String subject) {
        change(kind(word), subject(subject), Optional.empty());
    }

    private void change(LimitKind kind, @Nullable String subject, Optional<Limit> limit) {
        var before = limits.ofSubjects().entrySet().stream()
                .filter(own ->
                        own.getKey().kind() == kind && own.getKey().name().equals(subject))
                .map(own -> own.getValue().toString())
                .findFirst()
                .orElseGet(() -> limits.of(kind).toString());
        if (!limits.set(kind, subject, limit)) {
            throw new ProblemException(
                    409,
                    "TOO_MANY_LIMITS",
                    "Too many limits",
                    "There are too many limits of single subjects; delete one.");
        }
        try {
            kept.keep(kind, subject, limit, caller.name());
        } catch (RuntimeException e) {
            LOG.warnf("a rate limit is not kept: %s", e.getClass().getSimpleName());
            throw new ProblemException(
                            503,
                            "LIMITS_UNAVAILABLE",
                            "The limit is not kept",
                            "The limit holds at this replica only, because Redis does not answer. Try again.")
                    .withHeader("Retry-After", "2");
        }
        publisher.publishOrLog(events.event(new ChangeRecorded(
                caller.name(),
                "rate-limit",
                kind.word() + (subject == null ? "" : ":" + subject),
                limit.isPresent() ? "SET" : "RESET",
                before,
                limit.map(Limit::toString).orElse(null),
                caller.source(),
                clock.instant())));
    }

    private static Shown shown(LimitKind kind, @Nullable String subject, Limit limit) {
        return new Shown(kind.word(), subject, limit.perSecond(), limit.burst());
    }

    private static LimitKind kind(String word) {
        return LimitKind.of(word)
                .orElseThrow(() -> new ProblemException(
                        404,
                        "NOT_FOUND",
                        "Not found",
                        "There is no such limit; expected one of %s."
                                .formatted(Arrays.stream(LimitKind.values())
                                        .map(LimitKind::word)
                                        .toList())));
    }

    private static Limit limit(double perSecond, double burst) {
        try {
            return new Limit(perSecond, burst);
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage() + ".");
        }
    }

    private static @Nullable String subject(@Nullable String subject) {
        if (subject != null && !SUBJECT.matcher(subject).matches()) {
            throw invalid("subject is not one; expected an address, a key's name or a clinic's id.");
        }
        return subject;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(400, "VALIDATION", "Invalid request", detail);
    }
}
