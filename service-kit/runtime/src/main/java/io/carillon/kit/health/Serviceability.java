package io.carillon.kit.health;

import java.util.Optional;

/**
 * A bean that knows one reason why this service could not do its work. Asked at every {@code GET /health}, so the answer
 * must be at hand: no outside call.
 */
public interface Serviceability {

    /** Why this service cannot serve, in a few words without secrets; empty while it can. */
    Optional<String> reasonNotServing();
}
