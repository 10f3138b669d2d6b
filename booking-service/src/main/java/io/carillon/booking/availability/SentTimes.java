package io.carillon.booking.availability;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Times as {@code array_send} of a {@code timestamptz[]} gives them (PostgreSQL's {@code arrayfuncs.c} and
 * {@code timestamp.c}): dimensions, whether any is null, the type, and of the one dimension how many and where they begin; then
 * each time's own length and its microseconds since 2000.
 */
final class SentTimes {

    private static final long Y2K = Duration.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"))
                    .toMillis()
            * 1000;

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
        buffer.getInt();
        buffer.getInt();
        var micros = new long[buffer.getInt()];
        buffer.getInt();
        for (int i = 0; i < micros.length; i++) {
            buffer.getInt();
            micros[i] = Y2K + buffer.getLong();
        }
        return micros;
    }
}
