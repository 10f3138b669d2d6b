package io.carillon.webhook.publichost;

import io.carillon.webhook.publichost.Certificate.Trust;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Keeps the certificate that a host shows and what the usual check makes of it, and refuses none. For one handshake. */
final class ShownCertificate extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager usual;
    private volatile @Nullable Certificate certificate;

    ShownCertificate(X509ExtendedTrustManager usual) {
        this.usual = usual;
    }

    /** Null while none was shown. */
    @Nullable
    Certificate certificate() {
        return certificate;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        var first = chain[0];
        certificate = new Certificate(
                first.getNotBefore().toInstant(), first.getNotAfter().toInstant(), trust(chain, authType, socket));
    }

    /** With the socket the name is checked too, without it only the path. */
    private Trust trust(X509Certificate[] chain, String authType, Socket socket) {
        try {
            usual.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            return Trust.UNTRUSTED;
        }
        try {
            usual.checkServerTrusted(chain, authType, socket);
            return Trust.TRUSTED;
        } catch (CertificateException e) {
            return Trust.OTHER_NAME;
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a host's certificate is read from a socket");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("a host's certificate is read from a socket");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("nobody comes to us here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("nobody comes to us here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("nobody comes to us here");
    }
}
