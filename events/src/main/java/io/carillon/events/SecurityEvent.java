package io.carillon.events;

/** Who knocked and was not let in; topic {@link Topic#SECURITY}, keyed by source. */
public sealed interface SecurityEvent extends Event {

    /** The client's address, the only thing known of an unauthenticated caller. */
    String source();

    @Override
    default String key() {
        return source();
    }

    /**
     * A callback whose signature did not hold.
     *
     * @param reason {@code missing}, {@code mismatch} …
     */
    record SignatureRefused(String source, String provider, String reason, String path) implements SecurityEvent {}

    /**
     * A call with a key that is missing, unknown, expired or too weak.
     *
     * @param reason {@code missing}, {@code unknown}, {@code expired}, {@code too-weak}
     */
    record KeyRefused(String source, String reason, String method, String path) implements SecurityEvent {}

    /**
     * More requests than a limit allows; told once in a while for each subject, however many are refused.
     *
     * @param limit {@code address}, {@code key} or {@code clinic}
     * @param subject whose limit: an address, the name of a key, a clinic's id
     */
    record RateLimitBreached(String source, String limit, String subject, String path) implements SecurityEvent {}
}
