package io.carillon.booking.mode;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All switches as they stood at one version.
 *
 * @param version raised by each switch, whoever made it
 * @param off the features that clinics are without; a clinic that is not named has all
 */
record Switches(long version, PlatformState platform, Map<UUID, Set<Feature>> off) {

    Switches {
        off = Map.copyOf(off);
    }

    boolean has(UUID clinic, Feature feature) {
        return !off.getOrDefault(clinic, Set.of()).contains(feature);
    }

    /** In order of the enum, so that equal sets are equal lists. */
    List<Feature> without(UUID clinic) {
        var missing = off.getOrDefault(clinic, Set.of());
        return missing.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(missing));
    }

    /** How many clinics are without {@code feature}. */
    long clinicsWithout(Feature feature) {
        return off.values().stream()
                .filter(missing -> missing.contains(feature))
                .count();
    }

    /**
     * The mode, and who set it.
     *
     * @param until when it is expected to be over; null when nobody said
     */
    record PlatformState(
            Mode mode,
            @Nullable String reason,
            String changedBy,
            Instant since,
            @Nullable Instant until) {}

    /** A feature of a clinic, and who switched it last; {@code changedBy} and {@code since} are null if nobody did. */
    record FeatureState(
            Feature feature,
            boolean enabled,
            @Nullable String reason,
            @Nullable String changedBy,
            @Nullable Instant since,
            @Nullable Instant until) {

        static FeatureState untouched(Feature feature) {
            return new FeatureState(feature, true, null, null, null, null);
        }
    }
}
