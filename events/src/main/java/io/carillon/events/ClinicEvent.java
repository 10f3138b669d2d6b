package io.carillon.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The directory of clinics; topic {@link Topic#CLINICS}, compacted, keyed by clinic. */
public sealed interface ClinicEvent extends Event {

    UUID orgId();

    @Override
    default String key() {
        return orgId().toString();
    }

    /**
     * Which assistant of Vapi's takes a clinic's calls.
     *
     * @param assistantId one of the clinic's assistants
     * @param phoneNumberId the id under which Vapi knows the number that is called
     */
    record Receptionist(String assistantId, String phoneNumberId) {}

    /**
     * All that a call needs to know of a clinic.
     *
     * @param code short name, for example {@code DEMO}
     * @param zone IANA time zone
     * @param language {@code en} or {@code fr}
     * @param emergencyNumber what the greeting tells callers to dial in an emergency, for example {@code 911}
     * @param transferNumber where a caller who wants a person is put through; null when there is nobody
     * @param numbers telephone numbers in E.164
     * @param assistants Vapi assistant ids
     * @param pack runbook pack for rules of scope clinic; null for the platform's
     * @param disabledFeatures what the clinic is without for now, for example {@code booking}; empty in descriptions of
     *     releases that knew no switches
     * @param mode the platform's: {@code normal}, {@code read-only} or {@code maintenance}; normal where not said
     * @param enabledFeatures what the clinic has that none has unless it is switched on, for example {@code transcription};
     *     empty where not said
     * @param receptionist who takes the calls instead of the phone menu; null where the menu does
     */
    record ClinicDescribed(
            UUID orgId,
            String code,
            String name,
            String zone,
            String language,
            String emergencyNumber,
            @Nullable String transferNumber,
            List<String> numbers,
            List<String> assistants,
            @Nullable String pack,
            List<String> disabledFeatures,
            String mode,
            List<String> enabledFeatures,
            @Nullable Receptionist receptionist)
            implements ClinicEvent {

        public static final String NORMAL = "normal";

        public ClinicDescribed {
            numbers = List.copyOf(numbers);
            assistants = List.copyOf(assistants);
            disabledFeatures = disabledFeatures == null ? List.of() : List.copyOf(disabledFeatures);
            mode = mode == null ? NORMAL : mode;
            enabledFeatures = enabledFeatures == null ? List.of() : List.copyOf(enabledFeatures);
        }

        /** A clinic with all its usual features on a platform that is open, whose calls the phone menu takes. */
        public static ClinicDescribed open(
                UUID orgId,
                String code,
                String name,
                String zone,
                String language,
                String emergencyNumber,
                @Nullable String transferNumber,
                List<String> numbers,
                List<String> assistants,
                @Nullable String pack) {
            return new ClinicDescribed(
                    orgId,
                    code,
                    name,
                    zone,
                    language,
                    emergencyNumber,
                    transferNumber,
                    numbers,
                    assistants,
                    pack,
                    List.of(),
                    NORMAL,
                    List.of(),
                    null);
        }

        /** The same clinic, whose calls {@code next} takes; the phone menu where it is null. */
        public ClinicDescribed answeredBy(@Nullable Receptionist next) {
            return new ClinicDescribed(
                    orgId,
                    code,
                    name,
                    zone,
                    language,
                    emergencyNumber,
                    transferNumber,
                    numbers,
                    assistants,
                    pack,
                    disabledFeatures,
                    mode,
                    enabledFeatures,
                    next);
        }
    }
}
