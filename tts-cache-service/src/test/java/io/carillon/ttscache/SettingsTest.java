package io.carillon.ttscache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.ttscache.store.StoreSettings;
import io.carillon.ttscache.synthesis.SynthesisSettings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void defaults() {
        SmallRyeConfig config = config(Map.of());

        StoreSettings store = config.getConfigMapping(StoreSettings.class);
        assertThat(store.ttl()).isEqualTo(Duration.ofSeconds(604_800));
        assertThat(store.registration()).isEqualTo(Duration.ofDays(30));
        assertThat(store.personal()).isEqualTo(Duration.ofMinutes(10));
        assertThat(store.turn()).isEqualTo(Duration.ofSeconds(8));
        assertThat(store.memory()).isEqualTo(32L << 20);
        SynthesisSettings synthesis = config.getConfigMapping(SynthesisSettings.class);
        assertThat(synthesis.voice()).isEqualTo("en-US-Neural2-F");
        assertThat(synthesis.language()).isEqualTo("en-US");
        assertThat(synthesis.speakingRate()).isEqualTo(1.0);
        assertThat(synthesis.pitch()).isEqualTo(0.0);
        assertThat(synthesis.budget()).isEqualTo(Duration.ofSeconds(6));
        assertThat(synthesis.attempt()).isEqualTo(Duration.ofSeconds(3));
        assertThat(synthesis.attempts()).isEqualTo(3);
        assertThat(synthesis.parallel()).isEqualTo(16);
        assertThat(store.turn()).as("a turn outlasts what is done in it").isGreaterThan(synthesis.budget());
    }

    @Test
    void environmentNames() {
        SmallRyeConfig config = config(Map.of(
                "CARILLON_TTS_STORE_TTL", "P30D",
                "CARILLON_TTS_STORE_REGISTRATION", "P90D",
                "CARILLON_TTS_STORE_PERSONAL", "PT5M",
                "CARILLON_TTS_STORE_TURN", "PT9S",
                "CARILLON_TTS_STORE_MEMORY", "0",
                "CARILLON_TTS_SYNTHESIS_VOICE", "fr-FR-Neural2-A",
                "CARILLON_TTS_SYNTHESIS_LANGUAGE", "fr-FR",
                "CARILLON_TTS_SYNTHESIS_SPEAKING_RATE", "1.1",
                "CARILLON_TTS_SYNTHESIS_PITCH", "-2",
                "CARILLON_TTS_SYNTHESIS_BUDGET", "PT5S"));

        StoreSettings store = config.getConfigMapping(StoreSettings.class);
        assertThat(store.ttl()).isEqualTo(Duration.ofSeconds(2_592_000));
        assertThat(store.registration()).isEqualTo(Duration.ofDays(90));
        assertThat(store.personal()).isEqualTo(Duration.ofMinutes(5));
        assertThat(store.turn()).isEqualTo(Duration.ofSeconds(9));
        assertThat(store.memory()).isZero();
        SynthesisSettings synthesis = config.getConfigMapping(SynthesisSettings.class);
        assertThat(synthesis.voice()).isEqualTo("fr-FR-Neural2-A");
        assertThat(synthesis.language()).isEqualTo("fr-FR");
        assertThat(synthesis.speakingRate()).isEqualTo(1.1);
        assertThat(synthesis.pitch()).isEqualTo(-2.0);
        assertThat(synthesis.budget()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aMisspelledNameIsRefused() {
        assertThatThrownBy(() -> new SmallRyeConfigBuilder()
                        .withMapping(StoreSettings.class)
                        .withDefaultValue("carillon.tts.store.tll", "P1D")
                        .build())
                .hasMessageContaining("carillon.tts.store.tll");
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withMapping(StoreSettings.class)
                .withMapping(SynthesisSettings.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build();
    }
}
