package io.carillon.booking.availability;

import java.util.Arrays;

/**
 * What is claimed of one doctor's time, as microseconds since 1970: half a thousand claims are looked through while a caller
 * waits, so they are two arrays and no objects. Immutable by convention: nobody writes to the arrays.
 *
 * @param version the doctor's {@code schedule_version} at the moment of reading
 * @param starts ascending
 * @param ends of the claims in the same order: claims of one doctor never overlap
 */
record Claims(long version, long[] starts, long[] ends) {

    static final Claims NONE = new Claims(0, new long[0], new long[0]);

    /** Collects claims in whatever order they come. */
    static final class Collector {

        private final long version;
        private long[] starts = new long[64];
        private long[] ends = new long[64];
        private int count;

        Collector(long version) {
            this.version = version;
        }

        void add(long start, long end) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
            }
            starts[count] = start;
            ends[count] = end;
            count++;
        }

        /** Claims that never overlap have starts and ends in the same order, so each may be sorted by itself. */
        Claims claims() {
            Arrays.sort(starts, 0, count);
            Arrays.sort(ends, 0, count);
            return new Claims(version, Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
        }
    }
}
