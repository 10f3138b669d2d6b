package io.carillon.health.probe;

/**
 * Why something could not be used, in one word of the field. Words are for rules and people; they never carry a
 * message of the other side, which could hold a secret or a name.
 *
 * @param word lower case, words joined with hyphens
 */
public record Reason(String word) {

    /** Nobody listens at that address. */
    public static final Reason REFUSED = new Reason("refused");
    /** The name of the host is not known. */
    public static final Reason UNRESOLVED = new Reason("unresolved");
    /** No (whole) answer within the probe's limit. */
    public static final Reason TIMEOUT = new Reason("timeout");
    /** The connection was made and broken off. */
    public static final Reason RESET = new Reason("reset");
    /** The certificate or the TLS handshake was not accepted. */
    public static final Reason TLS = new Reason("tls");
    /** It is there, and our credentials are wrong (HTTP 401, SQLSTATE class 28, Redis NOAUTH or WRONGPASS). */
    public static final Reason UNAUTHORIZED = new Reason("unauthorized");
    /** It knows us and does not allow this (HTTP 403). */
    public static final Reason FORBIDDEN = new Reason("forbidden");
    /** It asks us to come less often (HTTP 429). */
    public static final Reason RATE_LIMITED = new Reason("rate-limited");
    /** It answered something that is not what was asked for. */
    public static final Reason UNEXPECTED_ANSWER = new Reason("unexpected-answer");
    /** The check itself broke; the log says how. */
    public static final Reason BROKEN_CHECK = new Reason("broken-check");

    /** An HTTP status that has no word of its own here. */
    public static Reason status(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 429 -> RATE_LIMITED;
            default -> new Reason("status-" + status);
        };
    }
}
