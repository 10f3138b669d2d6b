package io.carillon.webhook.publichost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A host on loopback that shows whatever certificate it is given, self-signed, for {@code localhost}. */
final class TlsHost implements AutoCloseable {

    private static final String SECRET = "changeit";

    private final Path directory;
    private final ServerSocket server;
    private volatile SSLContext context;

    TlsHost(Path directory) throws IOException {
        this.directory = directory;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Shows one that began {@code daysAgo} and lasts for {@code days} in all; returns it as an authority. */
    KeyStore show(int daysAgo, int days) throws Exception {
        var file = directory.resolve("c%d-%d.p12".formatted(daysAgo, days));
        if (!Files.exists(file)) {
            make(file, daysAgo, days);
        }
        var keys = KeyStore.getInstance(file.toFile(), SECRET.toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, SECRET.toCharArray());
        var next = SSLContext.getInstance("TLS");
        next.init(factory.getKeyManagers(), null, null);
        context = next;
        var authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("host", keys.getCertificate("host"));
        return authorities;
    }

    private static void make(Path file, int daysAgo, int days) throws IOException, InterruptedException {
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "host",
                        "-keyalg",
                        "EC",
                        "-startdate",
                        "-%dd".formatted(daysAgo),
                        "-validity",
                        Integer.toString(days),
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        SECRET)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IOException("keytool made no certificate");
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var plain = server.accept();
                    var secured =
                            (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), true)) {
                secured.setUseClientMode(false);
                secured.startHandshake();
            } catch (IOException e) {
                // Whoever asked has gone, or the host is closed.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
