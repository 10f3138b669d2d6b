package io.carillon.ttscache.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.traceability.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtteranceTest {
    private static final Voice VOICE = new Voice("en-US-Neural2-F", "en-US");

    @Test
    @Requirement({"R-TTS-01", "R-TTS-02"})
    void isKeptUnderTheNameTheOperatorsScriptsCompute() {
        EntryKey key = new Utterance("Welcome to Demo Healthcare Clinic", VOICE).key();

        assertThat(key.hash()).isEqualTo("81c2c86d27a37f8528d1b9a4a0d839aa");
        assertThat(key.audio()).isEqualTo("tts:cache:81c2c86d27a37f8528d1b9a4a0d839aa:en-US-Neural2-F:en-US");
    }

    @Test
    void onlyAudioStandsWhereTheOperatorsScriptsClear() {
        EntryKey key = new Utterance("x", VOICE).key();

        assertThat(key.settings()).doesNotStartWith("tts:cache:");
        assertThat(key.text()).doesNotStartWith("tts:cache:");
        assertThat(key.lock()).doesNotStartWith("tts:cache:");
    }

    @Test
    void isAsLongAsGoogleTakesCountedInBytes() {
        assertThat(new Utterance("é".repeat(2_500), VOICE).text()).hasSize(2_500);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Utterance("é".repeat(2_500) + "e", VOICE))
                .withMessage("text has 5001 bytes; expected at most 5000 bytes of UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "half \ud83d"})
    void isSomethingThatCanBeSaid(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Utterance(text, VOICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "*", "en?", "[a]", "a/b", "..", "a b", "é"})
    void aVoiceCannotBreakTheKey(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Voice(name, "en-US"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e", "en_US", "en-", "en:US", "*", "en-US-a-b-c-d-e"})
    void aLanguageIsATag(String language) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Voice("en-US-Neural2-F", language));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "81c2c86d", "81C2C86D27A37F8528D1B9A4A0D839AA", "81c2c86d27a37f8528d1b9a4a0d839a*"})
    void aHashIsAWholeMd5(String hash) {
        assertThatIllegalArgumentException().isThrownBy(() -> new EntryKey(hash, VOICE));
    }

    @Test
    void everySettingThatIsHeardChangesTheFingerprint() {
        String usual = new VoiceSettings("google", 1, 0).fingerprint();

        assertThat(new VoiceSettings("google", 1, 0).fingerprint()).isEqualTo(usual);
        assertThat(new VoiceSettings("google", 1.1, 0).fingerprint()).isNotEqualTo(usual);
        assertThat(new VoiceSettings("google", 1, -2).fingerprint()).isNotEqualTo(usual);
        assertThat(new VoiceSettings("other", 1, 0).fingerprint()).isNotEqualTo(usual);
    }
}
