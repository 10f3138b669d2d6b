package io.carillon.webhook.intake;

import io.carillon.events.CallEvent.Parameter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What makes two requests the same one: SHA-256 over method, path and query, sorted parameters or body, and the sender's
 * idempotency token (design, section 4). A token with another body is another request.
 */
public final class ReplayKey {

    private static final Comparator<Parameter> ORDER =
            Comparator.comparing(Parameter::name).thenComparing(Parameter::value);

    private final byte[] digest;

    private ReplayKey(byte[] digest) {
        this.digest = digest;
    }

    /** @param token the sender's idempotency token; null when it sent none */
    public static ReplayKey ofForm(String method, String target, List<Parameter> parameters, @Nullable String token) {
        var sha = sha256();
        head(sha, method, target, token);
        parameters.stream().sorted(ORDER).forEach(parameter -> {
            part(sha, parameter.name());
            part(sha, parameter.value());
        });
        return new ReplayKey(sha.digest());
    }

    public static ReplayKey ofBody(String method, String target, byte[] body, @Nullable String token) {
        var sha = sha256();
        head(sha, method, target, token);
        sha.update(body);
        return new ReplayKey(sha.digest());
    }

    private static void head(MessageDigest sha, String method, String target, @Nullable String token) {
        part(sha, method);
        part(sha, target);
        part(sha, token == null ? "" : token);
    }

    /** Each part with its length, so that no two lists of parts run together into the same bytes. */
    private static void part(MessageDigest sha, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        sha.update((byte) (bytes.length >>> 24));
        sha.update((byte) (bytes.length >>> 16));
        sha.update((byte) (bytes.length >>> 8));
        sha.update((byte) bytes.length);
        sha.update(bytes);
    }

    /** {@code ce_id} of the recorded event: the same for a repeat, so that it is harmless downstream without Redis. */
    public String eventId() {
        var halves = ByteBuffer.wrap(digest);
        // RFC 9562, version 8: the bits are ours.
        long high = (halves.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (halves.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(digest);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReplayKey key && MessageDigest.isEqual(digest, key.digest);
    }

    @Override
    public int hashCode() {
        return ByteBuffer.wrap(digest).getInt();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
