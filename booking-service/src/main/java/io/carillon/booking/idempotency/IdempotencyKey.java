package io.carillon.booking.idempotency;

import io.carillon.kit.query.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name that a client gives to a request so that it can be sent again without being done again (as Stripe has it).
 *
 * @param actor whose key it is: two clients may choose the same text
 * @param key 1 to 255 visible ASCII characters
 * @param fingerprint SHA-256 of method, path and body
 */
public record IdempotencyKey(String actor, String key, byte[] fingerprint) {

    /** The request header. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

    /**
     * @param header as it was sent; null when it was not
     * @param path of the request: a key names one request, not one body
     */
    public static Optional<IdempotencyKey> of(
            @Nullable String header, String actor, String method, String path, byte @Nullable [] body) {
        if (header == null) {
            return Optional.empty();
        }
        if (!FORM.matcher(header).matches()) {
            throw QueryParameters.invalid(HEADER + " is not a key; expected 1 to 255 visible ASCII characters.");
        }
        var digest = sha256();
        digest.update((method + ' ' + path + '\n').getBytes(StandardCharsets.UTF_8));
        return Optional.of(new IdempotencyKey(actor, header, body == null ? digest.digest() : digest.digest(body)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
