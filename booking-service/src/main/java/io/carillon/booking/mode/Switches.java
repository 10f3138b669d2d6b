package io.carillon.booking.mode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All switches as they stood at one version.
 *
 * @param version raised by each switch, whoever made it
 * @param unusual the features that are not as {@link Feature#usual()} says; a clinic that is not named has the usual ones
 */
record Switches(long version, PlatformState platform, Map<UUID, Set<Feature>> unusual) {

    Switches {
        unusual = Map.copyOf(unusual);
    }

    boolean has(UUID clinic, Feature feature) {
        return feature.usual() != unusual.getOrDefault(clinic, Set.of()).contains(feature);
    }

    /** The usual ones that it has not; in order of the enum, so that equal sets are equal lists. */
    List<Feature> without(UUID clinic) {
        return unusual(clinic, true);
    }

    /** Those it has besides the usual ones, in order of the enum. */
    List<Feature> besides(UUID clinic) {
        return unusual(clinic, false);
    }

    private List<Feature> unusual(UUID clinic, boolean usually) {
        return unusual.getOrDefault(clinic, Set.of()).stream()
                .filter(feature -> feature.usual() == usually)
                .sorted()
                .toList();
    }

    /** How many clinics are without {@code feature}, a usual one. */
    long clinicsWithout(Feature feature) {
        return unusual.values().stream()
                .filter(features -> feature.usual() && features.contains(feature))
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
            return new FeatureState(feature, feature.usual(), null, null, null, null);
        }
    }
}
