package io.carillon.booking.calendar;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row that is this worker's for a while, with the appointment as it is now.
 *
 * @param number of this claim of the row; an older one may no longer say how it ended
 * @param wanted the row's version that will have been told
 * @param attempts failed ones before this
 * @param pauses of the clinic in a row
 * @param credentialVersion of the clinic's credential
 * @param liesIn the calendar in which an event may lie from before; null for none
 * @param eventKnown whether Google has once said that it is there
 * @param event what is to be in a calendar; null when nothing is
 */
record Claim(
        UUID appointment,
        UUID clinic,
        long number,
        long wanted,
        int attempts,
        int pauses,
        long credentialVersion,
        @Nullable String liesIn,
        boolean eventKnown,
        @Nullable Wanted event) {

    /**
     * @param calendar Google's id of the doctor's calendar
     * @param zone IANA; null for the service's default
     * @param language {@code en} or {@code fr}
     */
    record Wanted(
            String calendar,
            Instant start,
            Instant end,
            @Nullable String zone,
            String language) {}
}
