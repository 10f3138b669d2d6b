package io.carillon.ttscache.synthesis;

import io.carillon.ttscache.entry.Voice;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** How speech is made. Each is also an environment variable, for example {@code CARILLON_TTS_SYNTHESIS_PITCH=2}. */
@ConfigMapping(prefix = "carillon.tts.synthesis")
public interface SynthesisSettings {

    /** Who speaks where a request does not say. */
    @WithDefault("en-US-Neural2-F")
    @Pattern(regexp = Voice.NAME)
    String voice();

    /** In which language where a request does not say; a BCP 47 tag. */
    @WithDefault("en-US")
    @Pattern(regexp = Voice.LANGUAGE)
    String language();

    /** Google's range; 1 is the voice's own speed. Changing it makes every entry anew (R-TTS-07). */
    @WithDefault("1.0")
    @DecimalMin("0.25")
    @DecimalMax("2.0")
    double speakingRate();

    /** Semitones, Google's range; 0 is the voice's own. Changing it makes every entry anew (R-TTS-07). */
    @WithDefault("0.0")
    @DecimalMin("-20.0")
    @DecimalMax("20.0")
    double pitch();

    /** All the time a caller waits, retries and other replicas' turns included: far below Twilio's 15 seconds. */
    @WithDefault("PT6S")
    @DurationMin(millis = 100)
    Duration budget();

    /** How long one call to the provider may take; less than the budget. */
    @WithDefault("PT3S")
    @DurationMin(millis = 50)
    Duration attempt();

    /** Calls to the provider within one request, the first included. */
    @WithDefault("3")
    @Min(1)
    @Max(10)
    int attempts();

    /** Calls to the provider at the same time in this replica. */
    @WithDefault("16")
    @Min(1)
    int parallel();
}
