package io.carillon.booking.clinic;

import io.carillon.booking.clinic.ClinicRepository.Listed;
import io.carillon.events.ClinicEvent.Receptionist;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clinic as callers see it (R-BOOK-16).
 *
 * @param receptionist which of the assistants takes the calls; null where the phone menu does
 * @param connectivity whether the clinic's telephone line reaches Carillon, as far as booking-service can know it: from the
 *     newest call that was recorded for the clinic. {@code connected}: within the last 24 hours; {@code silent}: longer ago,
 *     which on a quiet line need not be a fault; {@code unknown}: never, so there is nothing to go by. It says nothing of the
 *     clinic's own network or devices: those are probed by health-service ({@code GET /api/sync/status}).
 * @param lastCallAt when that call was recorded, to the minute; null when {@code unknown}
 */
@RegisterForReflection
public record ClinicView(
        UUID orgId,
        String code,
        String name,
        String timeZone,
        String language,
        String emergencyNumber,
        @Nullable String transferNumber,
        List<String> numbers,
        List<String> assistants,
        @Nullable String pack,
        @Nullable ReceptionistView receptionist,
        String connectivity,
        @Nullable Instant lastCallAt) {

    /** @param phoneNumberId the id under which Vapi knows the number that is called */
    @RegisterForReflection
    public record ReceptionistView(String assistantId, String phoneNumberId) {

        static @Nullable ReceptionistView of(@Nullable Receptionist receptionist) {
            return receptionist == null
                    ? null
                    : new ReceptionistView(receptionist.assistantId(), receptionist.phoneNumberId());
        }
    }

    /** A clinic that nobody calls for a whole day is worth a look. */
    private static final Duration SILENCE = Duration.ofHours(24);

    static ClinicView of(Listed listed, Instant now) {
        var told = listed.clinic().described();
        return new ClinicView(
                told.orgId(),
                told.code(),
                told.name(),
                told.zone(),
                told.language(),
                told.emergencyNumber(),
                told.transferNumber(),
                told.numbers(),
                told.assistants(),
                told.pack(),
                ReceptionistView.of(told.receptionist()),
                connectivity(listed.lastCall(), now),
                listed.lastCall());
    }

    static String connectivity(@Nullable Instant lastCall, Instant now) {
        if (lastCall == null) {
            return "unknown";
        }
        return lastCall.isAfter(now.minus(SILENCE)) ? "connected" : "silent";
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record ClinicList(
            List<ClinicView> clinics, @Nullable String next) {

        static ClinicList of(List<Listed> page, int limit, Instant now) {
            return new ClinicList(
                    page.stream().map(listed -> ClinicView.of(listed, now)).toList(),
                    page.size() < limit ? null : page.getLast().clinic().code());
        }
    }
}
