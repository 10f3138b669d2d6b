package io.carillon.booking.availability;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Times as {@code array_send} of a {@code timestamptz[]} gives them (PostgreSQL's {@code arrayfuncs.c} and
 * {@code timestamp.c}): dimensions, whether any is null, the type, and of the one dimension how many and where they begin; then
 * each time's own length and its microseconds since 2000.
 */
final class SentTimes {

    private static final long Y2K = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"));

    private static final int NULLS_AND_TYPE = 2 * Integer.BYTES;

    private SentTimes() {}

    /**
     * @param sent null where there are none; none of the times is null
     * @return microseconds since 1970
     */
    static long[] micros(byte @Nullable [] sent) {
        if (sent == null) {
            return new long[0];
        }
        var buffer = ByteBuffer.wrap(sent);
        if (buffer.getInt() == 0) {
            return new long[0];
        }
        skip(buffer, NULLS_AND_TYPE);
        var micros = new long[buffer.getInt()];
        skip(buffer, Integer.BYTES);
        for (int i = 0; i < micros.length; i++) {
            skip(buffer, Integer.BYTES);
            micros[i] = Y2K + buffer.getLong();
        }
        return micros;
    }

    private static void skip(ByteBuffer buffer, int bytes) {
        buffer.position(buffer.position() + bytes);
    }
}
