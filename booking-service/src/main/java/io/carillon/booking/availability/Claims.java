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

    /**
     * Claims that never overlap have starts and ends in the same order, so each may be sorted by itself.
     *
     * @param starts in any order, {@code ends} likewise; both are sorted where they are
     */
    static Claims of(long version, long[] starts, long[] ends) {
        Arrays.sort(starts);
        Arrays.sort(ends);
        return new Claims(version, starts, ends);
    }
}
