package io.carillon.alerting.pack;

import java.util.UUID;

/**
 * Where a person finds what a message speaks of.
 *
 * @param incidents base address of the platform, for example {@code https://carillon.example}
 * @param runbooks base address below which {@code docs/runbooks/…} is served
 */
public record Links(String incidents, String runbooks) {

    String incident(UUID id) {
        return join(incidents, "api/incidents/" + id);
    }

    /** @param page path from the repository's root */
    String page(String page) {
        return join(runbooks, page);
    }

    private static String join(String base, String path) {
        return base.endsWith("/") ? base + path : base + "/" + path;
    }
}
