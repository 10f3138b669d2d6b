package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.prompt.Language;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmsTextsTest {

    private final SmsTexts texts = new SmsTexts();

    @Test
    void anAppointmentIsToldInTheClinicsTime() {
        var time = ZonedDateTime.parse("2030-12-10T09:30:00-08:00[America/Los_Angeles]");

        assertThat(texts.text(
                        Language.ENGLISH,
                        TextKey.CONFIRMATION,
                        "Demo",
                        SmsTexts.when(Language.ENGLISH, time),
                        "ABC2345"))
                .isEqualTo("Demo: your appointment is confirmed for Tue, Dec 10 at 9:30 AM. Reply HELP for help, STOP"
                        + " for no more texts. Ref ABC2345");
        assertThat(texts.text(Language.FRENCH, TextKey.MOVED, "Kin", SmsTexts.when(Language.FRENCH, time), "ABC2345"))
                .startsWith("Kin : votre rendez-vous est désormais le mar. 10 déc. à 9 h 30.")
                .endsWith("Réf ABC2345");
    }

    /** A clinic that calls itself {@code {2}} is called {@code {2}}. */
    @Test
    void whatStandsInANameIsNoPlace() {
        assertThat(texts.text(Language.ENGLISH, TextKey.STARTED, "{2} $1 \\ Clinic"))
                .startsWith("{2} $1 \\ Clinic: you will get texts");
    }

    @Test
    void aLongNameIsShortened() {
        assertThat(SmsTexts.shortened("a".repeat(200))).hasSize(60).endsWith(".");
        assertThat(SmsTexts.shortened("Demo")).isEqualTo("Demo");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyTextIsThereInEveryLanguageWithAllItsPlaces(Language language) {
        for (var key : TextKey.values()) {
            var text = texts.text(language, key, "NAME", "SECOND", "THIRD");
            assertThat(text).contains("NAME").doesNotContain("{").hasSizeLessThan(320);
            if (key != TextKey.STARTED) {
                assertThat(text).contains("SECOND");
            }
        }
    }
}
