package io.carillon.kit.limit;

import io.carillon.events.SecurityEvent.RateLimitBreached;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rate limits (R-SEC-16). A request takes from a bucket in memory and waits for nobody; {@link SharedLimits} tells other
 * replicas a moment later, so that together they may let through a quarter of a second's requests too many, never more.
 */
@ApplicationScoped
public class RateLimits {

    private static final Logger LOG = Logger.getLogger(RateLimits.class);

    private static final double LOCAL_PER_SECOND = 20_000;
    private static final double ADDRESS_PER_SECOND = 200;
    private static final double KEY_PER_SECOND = 500;
    private static final double CLINIC_PER_SECOND = 500;

    /** How long a breach is not told again: a flood of requests must not become a flood of events. */
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    /** Subjects whose breach is remembered; beyond, breaches are only counted. */
    private static final int MOST_TOLD = 1_000;

    private final Allowances allowances;
    private final Buckets buckets;
    private final Map<Subject, Long> told = new ConcurrentHashMap<>();
    private final Metrics metrics;
    private final EventPublisher publisher;
    private final EventFactory events;
    private final LongSupplier nanos = System::nanoTime;

    @Inject
    RateLimits(
            LimitSettings settings,
            Deployment deployment,
            Metrics metrics,
            EventPublisher publisher,
            EventFactory events) {
        this.allowances = new Allowances(defaults(settings, deployment.production()));
        this.buckets = new Buckets(allowances, nanos.getAsLong());
        this.metrics = metrics;
        this.publisher = publisher;
        this.events = events;
    }

    static Map<LimitKind, Limit> defaults(LimitSettings settings, boolean production) {
        var limits = new EnumMap<LimitKind, Limit>(LimitKind.class);
        for (var kind : LimitKind.values()) {
            double perSecond = switch (kind) {
                case ADDRESS -> settings.addressPerSecond().orElse(production ? ADDRESS_PER_SECOND : LOCAL_PER_SECOND);
                case KEY -> settings.keyPerSecond().orElse(production ? KEY_PER_SECOND : LOCAL_PER_SECOND);
                case CLINIC -> settings.clinicPerSecond().orElse(production ? CLINIC_PER_SECOND : LOCAL_PER_SECOND);
                case SIGNED -> settings.signedPerSecond();
            };
            limits.put(kind, new Limit(perSecond, Math.max(1, perSecond * settings.burstSeconds())));
        }
        return limits;
    }

    /**
     * Counts a request.
     *
     * @param source the address it came from
     * @param path without its query
     * @return the answer to a request that is too many: 429, for the caller to throw or send
     */
    public Optional<ProblemException> take(LimitKind kind, String name, String source, String path) {
        var subject = new Subject(kind, name);
        var now = nanos.getAsLong();
        var wait = buckets.take(subject, now);
        if (wait.isZero()) {
            return Optional.empty();
        }
        metrics.count("limits.refused", Map.of("limit", kind.word()));
        tell(subject, source, path, now);
        return Optional.of(problem(kind, wait));
    }

    /** Counts a signed callback of {@code provider}; one too many is only counted as such. */
    public void signed(String provider) {
        if (!buckets.take(new Subject(LimitKind.SIGNED, provider), nanos.getAsLong())
                .isZero()) {
            metrics.count("limits.signed.exceeded", Map.of("provider", provider));
        }
    }

    /**
     * Changes a limit from now on.
     *
     * @param name null for all of this kind that have no limit of their own
     * @param limit empty for what the settings say
     * @return whether there was room for it
     */
    public boolean set(LimitKind kind, @Nullable String name, Optional<Limit> limit) {
        return allowances.set(kind, name, limit);
    }

    /** The limit of all of this kind that have none of their own. */
    public Limit of(LimitKind kind) {
        return allowances.ofKind(kind);
    }

    /** The limits of single subjects. */
    public Map<Subject, Limit> ofSubjects() {
        return allowances.ofSubjects();
    }

    Buckets buckets() {
        return buckets;
    }

    private void tell(Subject subject, String source, String path, long now) {
        if (told.size() >= MOST_TOLD) {
            told.values().removeIf(last -> now - last > QUIET_NANOS);
        }
        var last = told.get(subject);
        if (last == null && told.size() >= MOST_TOLD || last != null && now - last < QUIET_NANOS) {
            return;
        }
        if (last == null ? told.putIfAbsent(subject, now) == null : told.replace(subject, last, now)) {
            LOG.warnf(
                    "rate limit of one %s exceeded; requests are answered 429",
                    subject.kind().word());
            publisher.publishOrLog(
                    events.event(new RateLimitBreached(source, subject.kind().word(), subject.name(), path)));
        }
    }

    private static ProblemException problem(LimitKind kind, Duration wait) {
        var seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
        return new ProblemException(
                        429,
                        "RATE_LIMITED",
                        "Too many requests",
                        "There were more requests of this %s than its limit allows; wait %d s."
                                .formatted(kind.word(), seconds))
                .with("limit", kind.word())
                .withHeader("Retry-After", String.valueOf(seconds));
    }
}
