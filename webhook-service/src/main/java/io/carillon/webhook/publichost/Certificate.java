package io.carillon.webhook.publichost;

import java.time.Instant;

/** The certificate that the public host shows. */
record Certificate(Instant notBefore, Instant notAfter, Trust trust) {

    /** What a caller who checks would make of it, its time apart. */
    enum Trust {
        TRUSTED,
        /** No path to an authority that this machine trusts. */
        UNTRUSTED,
        /** Trusted, for another host. */
        OTHER_NAME
    }

    boolean validAt(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(notAfter);
    }
}
