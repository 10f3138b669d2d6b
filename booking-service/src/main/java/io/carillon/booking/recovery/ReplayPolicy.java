package io.carillon.booking.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was told of an appointment with what its table says. A row is newer than its last event only if it was
 * written again after it: a booking's row and event are of one moment, by two clocks, so a row that was never changed
 * since is as old as its booking.
 */
final class ReplayPolicy {

    /** What PostgreSQL rounds off a time, and then some. */
    private static final Duration GRAIN = Duration.ofMillis(1);

    private ReplayPolicy() {}

    /** What is to become of the row. */
    sealed interface Ruling {

        /** It says what was told. */
        record Same() implements Ruling {}

        record Insert(Wanted wanted) implements Ruling {}

        record Update(Wanted wanted) implements Ruling {}

        /** It is missing and was booked before the first event read, which say where and when but not all that the row had. */
        record Incomplete() implements Ruling {}

        /** @param why in words for an operator; ids only */
        record Left(String why) implements Ruling {}
    }

    /**
     * How the row is to be.
     *
     * @param stayDeleted whether a deletion that the row knows of stands
     */
    record Wanted(Told told, String status, boolean stayDeleted) {

        boolean active() {
            return Row.isActive(status) && !stayDeleted;
        }
    }

    static Ruling rule(Told told, Optional<Row> row) {
        return row.map(present -> present(told, present)).orElseGet(() -> missing(told));
    }

    private static Ruling missing(Told told) {
        if (told.bookedAt() == null) {
            return new Ruling.Incomplete();
        }
        var status = told.ended() ? "CANCELLED" : Objects.requireNonNullElse(told.status(), "BOOKED");
        return new Ruling.Insert(new Wanted(told, status, false));
    }

    /** For a row that is missing, on the ground of what a copy from before has of it. */
    static Wanted wanted(Told told, Row saved) {
        return new Wanted(told, status(told, saved), saved.deleted() && !told.active());
    }

    private static Ruling present(Told told, Row row) {
        if (samePlace(told, row) && sameStanding(told, row)) {
            return new Ruling.Same();
        }
        if (newer(row, told.at())) {
            return new Ruling.Left("the table's row was changed later, at %s, than it was last told, at %s"
                    .formatted(row.updatedAt(), told.at()));
        }
        return new Ruling.Update(wanted(told, row));
    }

    private static String status(Told told, Row row) {
        if (told.ended()) {
            return row.deleted() && row.status() != null ? row.status() : "CANCELLED";
        }
        if (told.status() != null) {
            return told.status();
        }
        return row.status() != null && Row.isActive(row.status()) ? row.status() : "BOOKED";
    }

    private static boolean samePlace(Told told, Row row) {
        return told.clinic().equals(row.clinic())
                && told.doctorId().equals(row.doctorId())
                && (told.patientId().equals(row.patientId()) || row.ofErased())
                && told.start().equals(row.start())
                && told.end().equals(row.end());
    }

    private static boolean sameStanding(Told told, Row row) {
        if (told.ended()) {
            return row.deleted() || "CANCELLED".equals(row.status());
        }
        if (told.status() == null) {
            return row.active();
        }
        return told.status().equals(row.status()) && !(row.deleted() && told.active());
    }

    private static boolean newer(Row row, Instant told) {
        return isAfter(row.updatedAt(), told.plus(GRAIN)) && isAfter(row.updatedAt(), row.createdAt());
    }

    private static boolean isAfter(@Nullable Instant one, @Nullable Instant other) {
        return one != null && other != null && one.isAfter(other);
    }
}
