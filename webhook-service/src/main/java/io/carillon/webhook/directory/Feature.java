package io.carillon.webhook.directory;

import io.carillon.events.ClinicEvent.ClinicDescribed;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a clinic can have or be without, as far as calls and messages know of it (R-EXT-14). */
public enum Feature {
    BOOKING,
    /** The telephone menu; without it callers are put through. */
    VOICE,
    SMS,
    WHATSAPP,
    /** The assistant takes the calls, where the clinic has named one (R-EXT-07); without it the phone menu does. */
    RECEPTIONIST,
    /** What is said on its calls may be kept; off unless the clinic switched it on (design, section 9). */
    TRANSCRIPTION,
    /** A language model is asked what callers mean (R-WEB-05); off unless the clinic switched it on: their words leave the house. */
    LANGUAGE_MODEL;

    /** Those that a clinic has of which nothing was said. */
    static Set<Feature> usual() {
        return EnumSet.complementOf(EnumSet.of(TRANSCRIPTION, LANGUAGE_MODEL));
    }

    static Set<Feature> of(ClinicDescribed described) {
        var features = EnumSet.noneOf(Feature.class);
        Arrays.stream(values()).filter(feature -> feature.isOn(described)).forEach(features::add);
        return features;
    }

    private boolean isOn(ClinicDescribed described) {
        return usual().contains(this)
                ? !described.disabledFeatures().contains(word())
                : described.enabledFeatures().contains(word());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
