package io.carillon.webhook.publichost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Reads a host's certificate by a TLS handshake that goes on whatever the certificate is: nothing but the certificate is
 * read, and nothing is sent. Blocks, within its time-outs.
 */
final class CertificateReader {

    private final Duration connect;
    private final Duration handshake;
    private final X509ExtendedTrustManager usual;

    CertificateReader(Duration connect, Duration handshake) {
        this(connect, handshake, trusting(null));
    }

    /** @param usual by whom a certificate is found trustworthy or not */
    CertificateReader(Duration connect, Duration handshake, X509ExtendedTrustManager usual) {
        this.connect = connect;
        this.handshake = handshake;
        this.usual = usual;
    }

    /**
     * @param host the name that the certificate has to be for
     * @throws IOException where none was shown in time
     */
    Certificate read(String host, InetAddress address, int port) throws IOException {
        var shown = new ShownCertificate(usual);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), Math.toIntExact(connect.toMillis()));
            shake(host, port, socket, shown);
        } catch (IOException e) {
            // One who wants a certificate of ours hangs up after having shown its own.
            if (shown.certificate() == null) {
                throw e;
            }
        }
        var certificate = shown.certificate();
        if (certificate == null) {
            throw new IOException("the handshake ended without a certificate");
        }
        return certificate;
    }

    private void shake(String host, int port, Socket socket, ShownCertificate shown) throws IOException {
        // A time-out of the socket would begin anew with each byte.
        var end = CompletableFuture.runAsync(
                () -> close(socket), CompletableFuture.delayedExecutor(handshake.toMillis(), TimeUnit.MILLISECONDS));
        try (var secured = (SSLSocket) factory(shown).createSocket(socket, host, port, true)) {
            var parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
        } finally {
            end.cancel(false);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, as it was to be.
        }
    }

    private static SSLSocketFactory factory(ShownCertificate shown) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {shown}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** @param authorities null for the JDK's */
    static X509ExtendedTrustManager trusting(@Nullable KeyStore authorities) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authorities);
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager usual) {
                    return usual;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has a trust store", e);
        }
        throw new IllegalStateException("every JDK has a trust manager for X.509");
    }
}
