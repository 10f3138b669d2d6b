package io.carillon.webhook.twilio;

import io.carillon.webhook.intake.Fingerprint;
import java.time.Instant;

/**
 * One auth token, without the token: it can check signatures, and is spoken of by its fingerprint.
 *
 * @param name {@code current}, {@code previous}, {@code development}; the label of a metric
 * @param fingerprint {@link Fingerprint} of the token
 * @param until from then on it is not accepted
 */
record AuthToken(String name, TwilioSignature signature, String fingerprint, Instant until) {

    static AuthToken of(String name, String token, Instant until) {
        return new AuthToken(name, new TwilioSignature(token), Fingerprint.of(token), until);
    }

    boolean acceptedAt(Instant now) {
        return now.isBefore(until);
    }

    /** For logs. */
    @Override
    public String toString() {
        var end = until.equals(Instant.MAX) ? "" : until.equals(Instant.MIN) ? ", never accepted" : ", until " + until;
        return "the %s token (fingerprint %s%s)".formatted(name, fingerprint, end);
    }
}
