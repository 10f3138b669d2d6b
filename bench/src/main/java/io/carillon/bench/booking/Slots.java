package io.carillon.bench.booking;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The slots of a run, one after the other and none twice: number {@code n} is doctor {@code n mod 1000}'s half hour
 * {@code n / 1000} since the first day. The first million are left to the rows that a script fills in.
 */
record Slots(LocalDate firstDay) {

    static final int DOCTORS = 1_000;

    /** The first that a driver may book. */
    static final long FIRST = 1_000_000;

    static final Duration LENGTH = Duration.ofMinutes(30);

    /** How much of the front of a slot an overlapping booking leaves alone, and how long it then is. */
    private static final Duration OFFSET = Duration.ofMinutes(10);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Far enough ahead that nothing of it passes while a run lasts. */
    static Slots after(LocalDate today) {
        return new Slots(today.plusDays(40));
    }

    String booking(long number) {
        var start = start(number);
        return json(number, number, start, start.plus(LENGTH));
    }

    /** By another patient, inside slot {@code number}. */
    String overlap(long number, long patient) {
        var start = start(number).plus(OFFSET);
        return json(number, patient, start, start.plus(OFFSET));
    }

    private Instant start(long number) {
        return firstDay.atStartOfDay(ZoneOffset.UTC).toInstant().plus(LENGTH.multipliedBy(number / DOCTORS));
    }

    private static String json(long number, long patient, Instant start, Instant end) {
        return "{\"patientId\":\"p-%d\",\"doctorId\":\"doc-%d\",\"startTime\":\"%s\",\"endTime\":\"%s\"}"
                .formatted(patient % Patients.COUNT, number % DOCTORS, TIME.format(start), TIME.format(end));
    }
}
