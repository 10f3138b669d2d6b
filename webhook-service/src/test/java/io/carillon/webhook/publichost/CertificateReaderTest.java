package io.carillon.webhook.publichost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.publichost.Certificate.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes on loopback. */
@Timeout(30)
class CertificateReaderTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    static Path directory;

    @Test
    @Requirement("R-WEB-09")
    void whatTheHostShowsIsReadWhetherTrustedOrNot() throws Exception {
        try (var host = new TlsHost(directory)) {
            var authorities = host.show(1, 8);
            var knowing = new CertificateReader(LIMIT, LIMIT, CertificateReader.trusting(authorities));
            var usual = new CertificateReader(LIMIT, LIMIT);

            var trusted = knowing.read("localhost", HERE, host.port());

            var made = (X509Certificate)
                    authorities.getCertificate(authorities.aliases().nextElement());
            assertThat(trusted.notAfter()).isEqualTo(made.getNotAfter().toInstant());
            assertThat(trusted.trust()).isEqualTo(Trust.TRUSTED);
            assertThat(knowing.read("voice.clinic.example", HERE, host.port()).trust())
                    .isEqualTo(Trust.OTHER_NAME);
            assertThat(usual.read("localhost", HERE, host.port()).trust()).isEqualTo(Trust.UNTRUSTED);
            assertThat(usual.read("localhost", HERE, host.port()).notAfter()).isEqualTo(trusted.notAfter());
        }
    }

    /** One that is silent, and one that keeps every single read short of a time-out. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandshakeThatHangsIsBounded(boolean drips) throws Exception {
        try (var host = new ServerSocket(0, 1, HERE)) {
            Thread.ofVirtual().start(() -> keepWaiting(host, drips));
            var reader = new CertificateReader(LIMIT, Duration.ofMillis(500));
            var began = System.nanoTime();

            assertThatThrownBy(() -> reader.read("localhost", HERE, host.getLocalPort()))
                    .isInstanceOf(IOException.class);

            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(8));
        }
    }

    @Test
    void whereNobodyListensThereIsNone() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, HERE)) {
            free = socket.getLocalPort();
        }
        var reader = new CertificateReader(LIMIT, LIMIT);

        assertThatThrownBy(() -> reader.read("localhost", HERE, free)).isInstanceOf(IOException.class);
    }

    private static void keepWaiting(ServerSocket host, boolean drips) {
        try (var guest = host.accept()) {
            // The head of a handshake record of 16,000 bytes, which then come one by one.
            var record = new byte[] {22, 3, 3, 62, -128, 2, 0, 62, 124};
            for (int i = 0; !host.isClosed(); i++) {
                if (drips) {
                    guest.getOutputStream().write(i < record.length ? record[i] : 0);
                    guest.getOutputStream().flush();
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (IOException | InterruptedException e) {
            // The guest has gone.
        }
    }
}
