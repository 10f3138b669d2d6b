package io.carillon.webhook.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one session.
 *
 * @param orgId the clinic it belongs to, where that is known
 */
record Change(Kind kind, String id, Origin origin, @Nullable UUID orgId) {

    enum Kind {
        OPEN,
        /** Used: its idle time begins anew. Opens nothing. */
        TOUCH,
        CLOSE
    }

    /** Where a session comes from. */
    enum Origin {
        CALL("call"),
        WEB("web");

        private final String word;

        Origin(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** This change and then {@code later}, of the same session, as one. */
    Change then(Change later) {
        return switch (later.kind()) {
            case OPEN, CLOSE -> later;
            case TOUCH -> this;
        };
    }
}
