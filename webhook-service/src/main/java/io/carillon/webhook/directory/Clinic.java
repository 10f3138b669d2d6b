package io.carillon.webhook.directory;

import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.webhook.prompt.Language;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clinic as a call needs it.
 *
 * @param orgId null for {@link #UNKNOWN}, for which nothing can be booked
 * @param transferNumber null when there is nobody to put callers through to
 * @param receptionist who takes the calls, as the clinic wants it; null where the phone menu does. Whether that holds now says
 *     {@link #receptionistOnDuty}
 * @param writable false while the platform is closed for writing (R-BOOK-15)
 * @param features that it has now (R-EXT-14)
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
        @Nullable Receptionist receptionist,
        boolean writable,
        Set<Feature> features) {

    /** Who we are as long as the directory is empty: right after a first start, before Kafka has told us anything. */
    static final Clinic UNKNOWN = new Clinic(
            null,
            "",
            "the clinic",
            ZoneOffset.UTC,
            Language.ENGLISH,
            "911",
            null,
            List.of(),
            List.of(),
            null,
            true,
            Feature.usual());

    public Clinic {
        numbers = List.copyOf(numbers);
        assistants = List.copyOf(assistants);
        features = Set.copyOf(features);
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
                described.receptionist(),
                described.mode().equals(ClinicDescribed.NORMAL),
                Feature.of(described));
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    public boolean takesBookings() {
        return writable && has(Feature.BOOKING);
    }

    public boolean answersCalls() {
        return has(Feature.VOICE);
    }

    /**
     * Who takes the calls now instead of the phone menu, if anybody. Nobody while the platform is closed for writing or the
     * clinic's telephone is switched off: the menu says so in words of ours, which no assistant is known to have.
     */
    public @Nullable Receptionist receptionistOnDuty() {
        return writable && answersCalls() && has(Feature.RECEPTIONIST) ? receptionist : null;
    }

    public boolean transcribes() {
        return has(Feature.TRANSCRIPTION);
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
