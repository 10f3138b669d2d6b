package io.carillon.webhook.publichost;

import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the public host now and then (R-WEB-09): gauges {@code public.host.resolves} and, with https, {@code
 * tls.cert.expiry.seconds} (negative once it is over) and {@code tls.cert.trusted}; a line when a concern comes and when it
 * goes; while there is one, the count {@code public.host.wrong{concern}} that a rule of the pack reads. What is not known is
 * not shown.
 */
@ApplicationScoped
class HostWatch {

    private static final String CATEGORY = "public_host";
    private static final double MILLIS = 1_000;

    private final PublicAddress address;
    private final PublicHostSettings settings;
    private final HostProbe probe;
    private final Metrics metrics;
    private final Clock clock;
    private volatile @Nullable Look last;

    private record Look(Instant at, HostSeen seen, Set<Concern> concerns) {

        boolean failed() {
            return switch (seen) {
                case HostSeen.Unresolved _, HostSeen.NoCertificate _ -> true;
                case HostSeen.Plain _, HostSeen.Certified _ -> false;
            };
        }
    }

    @Inject
    HostWatch(
            PublicAddress address,
            PublicHostSettings settings,
            @VirtualThreads ExecutorService mayBlock,
            Metrics metrics,
            Clock clock) {
        this(address, settings, new HostProbe(settings, mayBlock), metrics, clock);
    }

    HostWatch(PublicAddress address, PublicHostSettings settings, HostProbe probe, Metrics metrics, Clock clock) {
        this.address = address;
        this.settings = settings;
        this.probe = probe;
        this.metrics = metrics;
        this.clock = clock;
        metrics.gauge("public.host.resolves", Map.of(), this::resolves);
        if (address.secure()) {
            metrics.gauge("tls.cert.expiry.seconds", Map.of(), this::expirySeconds);
            metrics.gauge("tls.cert.trusted", Map.of(), this::trusted);
        }
    }

    @Scheduled(
            every = "${carillon.public-host.again:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void watch() {
        var before = last;
        if (before == null
                || before.failed()
                || !clock.instant().isBefore(before.at().plus(settings.every()))) {
            look();
        }
    }

    /** Twice a minute while there is a concern, however seldom is looked: what is counted once leaves the rule's window. */
    @Scheduled(
            every = "${carillon.public-host.report:30s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void report() {
        var found = last;
        if (found != null) {
            found.concerns().forEach(concern -> metrics.count("public.host.wrong", Map.of("concern", concern.word())));
        }
    }

    void look() {
        var seen = probe.look(address);
        var now = clock.instant();
        var concerns = Concern.of(seen, now, settings.warnBefore());
        var before = last;
        last = new Look(now, seen, concerns);
        tell(seen, now, before == null ? EnumSet.noneOf(Concern.class) : before.concerns(), concerns);
    }

    private void tell(HostSeen seen, Instant now, Set<Concern> before, Set<Concern> concerns) {
        for (var concern : Concern.values()) {
            if (concerns.contains(concern) && !before.contains(concern)) {
                line(concern, "begins").warn(CATEGORY, address.host() + " " + concern.text() + details(seen, now));
            } else if (before.contains(concern) && !concerns.contains(concern)) {
                line(concern, "is over").warn(CATEGORY, "It is over that " + address.host() + " " + concern.text());
            }
        }
    }

    private LogFields line(Concern concern, String change) {
        return LogFields.of("event", CATEGORY)
                .with("host", address.host())
                .with("concern", concern.word())
                .with("change", change);
    }

    private static String details(HostSeen seen, Instant now) {
        return switch (seen) {
            case HostSeen.Unresolved(String why) -> ": " + why;
            case HostSeen.NoCertificate(String why) -> ": " + why;
            case HostSeen.Certified(Certificate certificate) ->
                ": valid until %s (%d days)"
                        .formatted(
                                certificate.notAfter(),
                                Duration.between(now, certificate.notAfter()).toDays());
            case HostSeen.Plain _ -> "";
        };
    }

    private double resolves() {
        return switch (seen()) {
            case null -> Double.NaN;
            case HostSeen.Unresolved _ -> 0;
            case HostSeen.Plain _, HostSeen.NoCertificate _, HostSeen.Certified _ -> 1;
        };
    }

    private double expirySeconds() {
        return seen() instanceof HostSeen.Certified(Certificate certificate)
                ? Duration.between(clock.instant(), certificate.notAfter()).toMillis() / MILLIS
                : Double.NaN;
    }

    private double trusted() {
        return seen() instanceof HostSeen.Certified(Certificate certificate)
                ? certificate.trust() == Certificate.Trust.TRUSTED ? 1 : 0
                : Double.NaN;
    }

    private @Nullable HostSeen seen() {
        var look = last;
        return look == null ? null : look.seen();
    }
}
