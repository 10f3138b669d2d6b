package io.carillon.webhook.directory;

import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.webhook.prompt.Language;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clinic as a call needs it.
 *
 * @param orgId null for {@link #UNKNOWN}, for which nothing can be booked
 * @param transferNumber null when there is nobody to put callers through to
 * @param takesBookings false while the platform is closed for writing or the clinic is without booking (R-BOOK-15,
 *     R-EXT-14)
 * @param answersCalls false while the clinic is without its telephone menu: callers are put through
 */
public record Clinic(
        @Nullable UUID orgId,
        String code,
        String name,
        ZoneId zone,
        Language language,
        String emergencyNumber,
        @Nullable String transferNumber,
        List<String> numbers,
        List<String> assistants,
        boolean takesBookings,
        boolean answersCalls) {

    private static final String BOOKING = "booking";
    private static final String VOICE = "voice";

    /** Who we are as long as the directory is empty: right after a first start, before Kafka has told us anything. */
    static final Clinic UNKNOWN = new Clinic(
            null, "", "the clinic", ZoneOffset.UTC, Language.ENGLISH, "911", null, List.of(), List.of(), true, true);

    public Clinic {
        numbers = List.copyOf(numbers);
        assistants = List.copyOf(assistants);
    }

    static Clinic of(ClinicDescribed described) {
        return new Clinic(
                described.orgId(),
                described.code(),
                described.name(),
                zone(described.zone()),
                Language.of(described.language()),
                described.emergencyNumber(),
                described.transferNumber(),
                described.numbers(),
                described.assistants(),
                described.mode().equals(ClinicDescribed.NORMAL)
                        && !described.disabledFeatures().contains(BOOKING),
                !described.disabledFeatures().contains(VOICE));
    }

    /** A zone we cannot read must not keep a clinic from being called. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
