package io.carillon.webhook.delivery;

import java.util.Optional;

/** Ids of jobs as they stand in paths. */
final class JobIds {

    private JobIds() {}

    /** Empty when {@code text} cannot be an id of ours, so that nothing can have it. */
    static Optional<Long> of(String text) {
        try {
            return Optional.of(Long.parseLong(text)).filter(id -> id > 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
