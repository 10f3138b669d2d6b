package io.carillon.webhook.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeardTest {

    @ParameterizedTest
    @CsvSource({
        "1, , Book",
        "0, , Person",
        "9, , Emergency",
        "5, , Unclear",
        ", , Silence",
        ", '  ', Silence",
        ", I'd like to book please, Book",
        ", an APPOINTMENT., Book",
        ", je voudrais un rendez-vous, Book",
        ", réserver, Book",
        ", let me talk to a person, Person",
        ", une réceptionniste s'il vous plaît, Person",
        ", this is an emergency I need an appointment, Emergency",
        ", c'est une urgence, Emergency",
        ", bookkeeping, Unclear",
    })
    void understandsAnAnswerToTheMenu(@Nullable String digits, @Nullable String speech, String expected) {
        assertThat(Heard.atMenu(digits, speech).getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, , 1",
        "3, , 3",
        ", the second one please... the second, 2",
        ", the second, 2",
        ", number two, 2",
        ", le troisième, 3",
        ", la première, 1",
        ", one or two, 0",
    })
    void understandsWhichSlotIsMeant(@Nullable String digits, @Nullable String speech, int expected) {
        assertThat(Heard.atOffer(digits, speech, 3))
                .isEqualTo(expected == 0 ? new Heard.Unclear() : new Heard.Choice(expected));
    }

    @Test
    void aSlotThatWasNotOfferedCannotBeChosen() {
        assertThat(Heard.atOffer("3", null, 2)).isEqualTo(new Heard.Unclear());
        assertThat(Heard.atOffer(null, "the third", 2)).isEqualTo(new Heard.Unclear());
        assertThat(Heard.atOffer("7", null, 3)).isEqualTo(new Heard.Unclear());
    }

    @Test
    void emergencyGoesBeforeAnyChoice() {
        assertThat(Heard.atOffer("9", null, 3)).isEqualTo(new Heard.Emergency());
        assertThat(Heard.atOffer(null, "first, no, it's an emergency", 3)).isEqualTo(new Heard.Emergency());
    }
}
