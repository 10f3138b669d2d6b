package io.carillon.webhook.publichost;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.kit.metrics.Metrics;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.LinesSeen;
import io.carillon.webhook.StackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a host on loopback, in the service's own metrics and log. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class HostWatchTest {

    private static final double DAY = 86_400;

    @Inject
    PublicHostSettings settings;

    @Inject
    HostWatch own;

    @Inject
    Metrics metrics;

    @Inject
    Clock clock;

    @Inject
    @VirtualThreads
    ExecutorService mayBlock;

    @TempDir
    Path directory;

    /** Before any other: the first to give a gauge's value stays. */
    @BeforeEach
    void theServiceLooks() {
        own.look();
    }

    @Test
    @Requirement("R-WEB-09")
    void aShortLivedCertificateIsGaugedAndWarnedOfOnceAndOnceWhenThatIsOver() throws Exception {
        try (var host = new TlsHost(directory);
                var lines = LinesSeen.from()) {
            var watch = watch("https://localhost:" + host.port());

            host.show(1, 8);
            watch.look();
            watch.look();
            assertThat(gauge("tls_cert_expiry_seconds")).isBetween(6 * DAY, 8 * DAY);
            assertThat(gauge("tls_cert_trusted")).isZero();
            watch.report();
            assertThat(gauge("public_host_wrong_total{concern=\"expires_soon\"}"))
                    .isEqualTo(1);
            assertThat(lines.containing("\"concern\":\"expires_soon\""))
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line).contains("\"change\":\"begins\"", "WARN", "localhost"));
            assertThat(lines.containing("\"concern\":\"untrusted\"")).hasSize(1);

            host.show(1, 91);
            watch.look();
            watch.look();
            assertThat(gauge("tls_cert_expiry_seconds")).isBetween(89 * DAY, 91 * DAY);
            watch.report();
            assertThat(gauge("public_host_wrong_total{concern=\"expires_soon\"}"))
                    .isEqualTo(1);
            assertThat(lines.containing("\"concern\":\"expires_soon\"")).hasSize(2);
            assertThat(lines.containing("\"concern\":\"expires_soon\"").getLast())
                    .contains("\"change\":\"is over\"");

            host.show(10, 5);
            watch.look();
            assertThat(gauge("tls_cert_expiry_seconds")).isBetween(-6 * DAY, -4 * DAY);
            assertThat(lines.containing("\"concern\":\"expired\"")).hasSize(1);
        }
    }

    @Test
    @Requirement("R-WEB-09")
    void aHostThatDoesNotResolveIsToldOnce() {
        try (var lines = LinesSeen.from()) {
            var watch = watch("http://voice.clinic.invalid");

            watch.look();
            watch.look();

            assertThat(lines.containing("\"concern\":\"unresolved\"")).hasSize(1);
        }
    }

    @Test
    @Requirement("R-WEB-09")
    void theAddressOfThisInstallationResolves() {
        assertThat(gauge("public_host_resolves")).isEqualTo(1);
    }

    private HostWatch watch(String url) {
        var address = new PublicAddress(Optional.of(url), true);
        var quick = new Quick(settings);
        return new HostWatch(address, quick, new HostProbe(quick, mayBlock), metrics, clock);
    }

    private static double gauge(String name) {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Resolving what nobody knows may take as long as it may. */
    private record Quick(PublicHostSettings usual) implements PublicHostSettings {

        @Override
        public Duration every() {
            return usual.every();
        }

        @Override
        public Duration again() {
            return usual.again();
        }

        @Override
        public Duration report() {
            return usual.report();
        }

        @Override
        public Duration warnBefore() {
            return usual.warnBefore();
        }

        @Override
        public Duration resolve() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration connect() {
            return usual.connect();
        }

        @Override
        public Duration handshake() {
            return usual.handshake();
        }
    }
}
