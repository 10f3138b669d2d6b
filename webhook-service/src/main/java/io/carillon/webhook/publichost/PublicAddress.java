package io.carillon.webhook.publichost;

import io.carillon.kit.config.Deployment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code PUBLIC_BASE_URL}: under which Twilio and callers' links reach this installation. */
@ApplicationScoped
public class PublicAddress {

    private static final String LOCAL_URL = "http://127.0.0.1:8080";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final String base;
    private final URI uri;

    @Inject
    PublicAddress(@ConfigProperty(name = "PUBLIC_BASE_URL") Optional<String> url, Deployment deployment) {
        this(url, deployment.production());
    }

    /** @throws IllegalArgumentException for one that nobody could be sent to; without one, in production */
    public PublicAddress(Optional<String> url, boolean production) {
        var given = url.filter(text -> !text.isBlank());
        if (production && given.isEmpty()) {
            throw new IllegalArgumentException("PUBLIC_BASE_URL is not set; it has no default in production");
        }
        var text = given.orElse(LOCAL_URL);
        if (!text.startsWith("https://") && !text.startsWith("http://")) {
            throw new IllegalArgumentException("PUBLIC_BASE_URL does not begin with https:// or http://");
        }
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.uri = URI.create(base);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "PUBLIC_BASE_URL names no host; expected one such as https://voice.clinic.example");
        }
    }

    /** Without a slash at its end. */
    public String base() {
        return base;
    }

    /** @param target path and query, as a client would send it */
    public String urlOf(String target) {
        return base + target;
    }

    boolean secure() {
        return base.startsWith("https://");
    }

    /** Without the brackets of an IPv6 address. */
    String host() {
        var host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return uri.getPort() >= 0 ? uri.getPort() : secure() ? HTTPS : HTTP;
    }
}
