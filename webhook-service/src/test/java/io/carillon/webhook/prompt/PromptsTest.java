package io.carillon.webhook.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromptsTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    private final Prompts prompts = Prompts.load();

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyFileHasExactlyTheKeysAndTheirPlaceholders(Language language) {
        var file = Texts.read(language.code());

        assertThat(file.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(PromptKey.values())
                        .map(PromptKey::property)
                        .toList());
        for (var key : PromptKey.values()) {
            assertThat(placeholders(language, key)).isEqualTo(placeholders(Language.ENGLISH, key));
        }
    }

    @Test
    void aMissingKeyIsRefusedByName() {
        var file = Texts.read("fr");
        file.remove("call-again");

        assertThatThrownBy(() -> Texts.texts("fr", file, PromptKey.class))
                .hasMessage("prompts/fr.properties has no text for call-again");
    }

    /** What fills a gap is known for each key: only what is of no call may be recorded and shared. */
    @ParameterizedTest
    @EnumSource(PromptKey.class)
    void everyKeySaysWhatItsGapsAreFilledWith(PromptKey key) {
        switch (key.fills()) {
            case NOTHING -> assertThat(placeholders(Language.ENGLISH, key)).isEmpty();
            case EMERGENCY_NUMBER, CLINIC_NAME ->
                assertThat(placeholders(Language.ENGLISH, key)).containsExactly("{0}");
            case CALL -> assertThat(placeholders(Language.ENGLISH, key)).isNotEmpty();
        }
    }

    @Test
    void fillsPlaceholdersIn() {
        assertThat(prompts.text(Language.ENGLISH, PromptKey.EMERGENCY_LINE, "911"))
                .isEqualTo("If this is an emergency, hang up and dial 911.");
        assertThat(prompts.text(Language.FRENCH, PromptKey.OFFER_SLOT, "lundi", "2"))
                .isEqualTo("Pour lundi, appuyez sur le 2.");
    }

    @Test
    void saysATimeAsAPersonWould() {
        var time = ZonedDateTime.parse("2026-12-08T09:30:00-08:00[America/Los_Angeles]");

        assertThat(prompts.spoken(Language.ENGLISH, time)).isEqualTo("Tuesday, December 8 at 9:30 AM");
        assertThat(prompts.spoken(Language.FRENCH, time)).isEqualTo("mardi 8 décembre à 9 heures 30");
        assertThat(prompts.spoken(Language.FRENCH, time.withMinute(0))).isEqualTo("mardi 8 décembre à 9 heures");
        assertThat(prompts.spoken(
                        Language.FRENCH, time.withDayOfMonth(1).withHour(1).withMinute(0)))
                .isEqualTo("mardi 1er décembre à 1 heure");
    }

    @Test
    void aLanguageWeDoNotSpeakFallsBackToEnglish() {
        assertThat(Language.of("fr")).isEqualTo(Language.FRENCH);
        assertThat(Language.of("fr-CD")).isEqualTo(Language.FRENCH);
        assertThat(Language.of("sw")).isEqualTo(Language.ENGLISH);
    }

    private java.util.List<String> placeholders(Language language, PromptKey key) {
        return PLACEHOLDER
                .matcher(prompts.text(language, key))
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
    }
}
