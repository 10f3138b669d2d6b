package io.carillon.webhook.vapi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Vapi's three ways of showing who it is (R-SEC-03; docs.vapi.ai/server-url/server-authentication): a bearer token, the
 * older {@code X-Vapi-Secret}, an HMAC over timestamp and body. One of them must be there and hold, under one of the secrets
 * that are accepted at the moment (R-SEC-07).
 */
final class VapiAuthentication {

    private static final String BEARER = "bearer ";

    /** A timestamp above this is in milliseconds: in seconds it would be the year 5138. */
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private final List<VapiSecret> secrets;
    private final Duration tolerance;

    /**
     * @param secrets the current one first; also those that are not accepted, to recognise them
     * @param tolerance how far a timestamp may be from our clock, either way
     */
    VapiAuthentication(List<VapiSecret> secrets, Duration tolerance) {
        this.secrets = List.copyOf(secrets);
        this.tolerance = tolerance;
    }

    /**
     * What a request shows; each null when it is not there.
     *
     * @param timestamped whether the HMAC covers a timestamp before the body
     */
    record Shown(
            @Nullable String authorization,
            @Nullable String vapiSecret,
            @Nullable String signature,
            @Nullable String timestamp,
            boolean timestamped) {}

    /** What became of it. */
    sealed interface Outcome {
        record Accepted(VapiSecret secret) implements Outcome {}

        /** @param hint what an operator should know, in words; without secrets */
        record Refused(Reason reason, String hint) implements Outcome {}
    }

    /** Why a message is refused; the words are the label of a metric and part of an event. */
    enum Reason {
        MISSING("missing"),
        /** An HMAC without the timestamp that it should cover, or with one that is no number. */
        MALFORMED("malformed"),
        /** Shown or signed with a secret that we know and do not accept: no more, or never in production. */
        TOKEN_WRONG("token-wrong"),
        MISMATCH("mismatch"),
        /** The HMAC holds, over a time that is too long ago. */
        STALE("stale"),
        /** The HMAC holds, over a time that is yet to come: a clock is off, or it was signed to be kept. */
        FUTURE("future");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Outcome verify(Shown shown, byte[] body, Instant now) {
        var authorization = shown.authorization();
        if (authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            var token = authorization.substring(BEARER.length());
            return judge(secret -> secret.is(token), now);
        }
        var vapiSecret = shown.vapiSecret();
        if (vapiSecret != null) {
            return judge(secret -> secret.is(vapiSecret), now);
        }
        var signature = shown.signature();
        return signature == null ? new Outcome.Refused(Reason.MISSING, "") : signature(signature, shown, body, now);
    }

    private Outcome signature(String signature, Shown shown, byte[] body, Instant now) {
        if (!shown.timestamped()) {
            return judge(secret -> secret.signed(signature, "", body), now);
        }
        var timestamp = shown.timestamp();
        var signedAt = timestamp == null ? null : time(timestamp);
        if (signedAt == null) {
            return new Outcome.Refused(Reason.MALFORMED, "the timestamp is missing or is not a number");
        }
        return switch (judge(secret -> secret.signed(signature, timestamp + ".", body), now)) {
            case Outcome.Accepted accepted -> inTime(accepted, signedAt, now);
            case Outcome.Refused refused -> refused;
        };
    }

    private Outcome inTime(Outcome.Accepted accepted, Instant signedAt, Instant now) {
        if (signedAt.isBefore(now.minus(tolerance))) {
            return new Outcome.Refused(Reason.STALE, "signed more than %s ago".formatted(tolerance));
        }
        return signedAt.isAfter(now.plus(tolerance))
                ? new Outcome.Refused(Reason.FUTURE, "signed for more than %s from now".formatted(tolerance))
                : accepted;
    }

    /** Tries every secret, whatever the ones before it gave: how long it takes tells nothing. */
    private Outcome judge(Predicate<VapiSecret> holds, Instant now) {
        var held = secrets.stream().filter(holds).toList();
        var accepted = held.stream().filter(secret -> secret.acceptedAt(now)).findFirst();
        if (accepted.isPresent()) {
            return new Outcome.Accepted(accepted.get());
        }
        return held.isEmpty()
                ? new Outcome.Refused(Reason.MISMATCH, "tried with " + tried(now))
                : new Outcome.Refused(Reason.TOKEN_WRONG, "shown or signed with " + held.getFirst());
    }

    private String tried(Instant now) {
        return secrets.stream()
                .filter(secret -> secret.acceptedAt(now))
                .map(VapiSecret::toString)
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Instant time(String timestamp) {
        try {
            long number = Long.parseLong(timestamp.strip());
            return number >= MILLISECONDS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}
