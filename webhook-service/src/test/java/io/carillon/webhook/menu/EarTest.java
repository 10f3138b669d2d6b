package io.carillon.webhook.menu;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.menu.Expectation.Birth;
import io.carillon.webhook.menu.Expectation.OneOf;
import io.carillon.webhook.menu.Expectation.Wish;
import io.carillon.webhook.menu.Expectation.YesOrNo;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EarTest {

    private static final Expectation MENU = new Wish();
    private static final Expectation OFFER = new OneOf(3, true);
    private static final Expectation WHICH = new OneOf(3, false);
    private static final Expectation DECISION = new YesOrNo();
    private static final Expectation BIRTH = new Birth(DateOrder.DAY_FIRST);
    private static final List<Expectation> ALL = List.of(MENU, OFFER, WHICH, DECISION, BIRTH);

    /** Every word there is, with where it is understood and as what. */
    static Stream<Arguments> everyWord() {
        return Stream.of(
                        words(Words.BOOK, MENU, new Heard.Book()),
                        words(Words.MOVE, MENU, new Heard.Move()),
                        words(Words.CANCEL, MENU, new Heard.Cancel()),
                        words(Words.OTHER, OFFER, new Heard.OtherTimes()),
                        words(Words.ANOTHER_DAY, OFFER, new Heard.AnotherDay()),
                        words(Words.YES, DECISION, new Heard.Yes()),
                        words(Words.CANCEL, DECISION, new Heard.Yes()),
                        words(Words.NO, DECISION, new Heard.No()),
                        Words.ORDINALS.entrySet().stream()
                                .map(word -> Arguments.of(word.getKey(), OFFER, new Heard.Choice(word.getValue()))),
                        Words.ORDINALS.entrySet().stream()
                                .map(word -> Arguments.of(word.getKey(), WHICH, new Heard.Choice(word.getValue()))),
                        words(Words.ONE, OFFER, new Heard.Choice(1)))
                .flatMap(word -> word);
    }

    /** What is understood whatever was asked. */
    static Stream<Arguments> everyWordOfAnyQuestion() {
        return ALL.stream()
                .flatMap(asked -> Stream.of(
                                words(Words.EMERGENCY, asked, new Heard.Emergency()),
                                words(Words.PERSON, asked, new Heard.Person()),
                                words(Words.AGAIN, asked, new Heard.Again()),
                                words(Words.BACK, asked, new Heard.Back()))
                        .flatMap(word -> word));
    }

    private static Stream<Arguments> words(Set<String> words, Expectation asked, Heard expected) {
        return words.stream().map(word -> Arguments.of(word, asked, expected));
    }

    @ParameterizedTest
    @MethodSource({"everyWord", "everyWordOfAnyQuestion"})
    void everyWordIsUnderstood(String word, Expectation asked, Heard expected) {
        assertThat(Ear.hear(null, word, asked)).isEqualTo(expected);
        assertThat(Ear.hear("", "  Uh, " + word + "!", asked)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, Book",
        "2, Move",
        "3, Cancel",
        "4, Unclear",
        "0, Person",
        "9, Emergency",
        "*, Again",
        "#, Back",
        "11, Unclear",
    })
    void keysAtTheMenu(String key, String expected) {
        assertThat(name(Ear.hear(key, null, MENU))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, Choice[number=1]",
        "3, Choice[number=3]",
        "4, OtherTimes[]",
        "5, AnotherDay[]",
        "6, Unclear[]",
        "0, Person[]",
        "9, Emergency[]",
        "*, Again[]",
        "#, Back[]",
    })
    void keysAtAnOffer(String key, String expected) {
        assertThat(Ear.hear(key, null, OFFER)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, Yes", "2, No", "3, Unclear", "0, Person", "9, Emergency"})
    void keysAtADecision(String key, String expected) {
        assertThat(name(Ear.hear(key, null, DECISION))).isEqualTo(expected);
    }

    @Test
    void whatWasNotOfferedCannotBeChosen() {
        var two = new OneOf(2, false);

        assertThat(Ear.hear("3", null, two)).isEqualTo(new Heard.Unclear());
        assertThat(Ear.hear("4", null, two)).isEqualTo(new Heard.Unclear());
        assertThat(Ear.hear(null, "the third", two)).isEqualTo(new Heard.Unclear());
        assertThat(Ear.hear(null, "another day", two)).isEqualTo(new Heard.Unclear());
    }

    @ParameterizedTest
    @CsvSource({
        "31121980, DAY_FIRST, 1980-12-31",
        "12311980, MONTH_FIRST, 1980-12-31",
        "01022003, DAY_FIRST, 2003-02-01",
        "01022003, MONTH_FIRST, 2003-01-02",
    })
    void keysOfADate(String keys, DateOrder order, LocalDate expected) {
        assertThat(Ear.hear(keys, null, new Birth(order))).isEqualTo(new Heard.Birth(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"31131980", "30022000", "0102200", "12", "0102*003", "00000000", "01011899"})
    void keysThatAreNoDate(String keys) {
        assertThat(Ear.hear(keys, null, BIRTH)).isEqualTo(new Heard.Unclear());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "99", "911", "9*", "99999999"})
    void whatBeginsWithANineIsAnEmergencyAlsoWhereADateIsAsked(String keys) {
        assertThat(Ear.hear(keys, null, BIRTH)).isEqualTo(new Heard.Emergency());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "911",
                "9-1-1",
                "9 1 1",
                "nine one one",
                "call 112",
                "un un deux",
                "le cent douze",
                "cent quinze",
                "no wait it is an emergency",
                "first, no, it's an emergency",
                "c'est une urgence",
                "appelez les secours",
                "this is not an emergency",
            })
    void anEmergencyGoesBeforeEverything(String speech) {
        for (var asked : ALL) {
            assertThat(Ear.hear(null, speech, asked)).as("%s", asked).isEqualTo(new Heard.Emergency());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "I'd like to book please, Book",
        "an APPOINTMENT., Book",
        "je voudrais un rendez-vous, Book",
        "réserver, Book",
        "I want to cancel my appointment, Cancel",
        "annuler mon rendez-vous, Cancel",
        "can I reschedule my appointment, Move",
        "changer de rendez-vous, Move",
        "déplacer, Move",
        "cancel or move it, Unclear",
        "let me talk to a person, Person",
        "je veux parler à quelqu'un, Person",
        "une réceptionniste s'il vous plaît, Person",
        "press one, Book",
        "le deux, Move",
        "bookkeeping, Unclear",
        "un instant, Unclear",
    })
    void sentencesAtTheMenu(String speech, String expected) {
        assertThat(name(Ear.hear(null, speech, MENU))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "the second one please... the second, Choice[number=2]",
        "the first one, Choice[number=1]",
        "number two, Choice[number=2]",
        "le troisième, Choice[number=3]",
        "la première, Choice[number=1]",
        "le numéro un s'il vous plaît, Choice[number=1]",
        "one, Choice[number=1]",
        "one or two, Unclear[]",
        "dans un instant, Unclear[]",
        "that one, Unclear[]",
        "not the first, Unclear[]",
        "none of these, OtherTimes[]",
        "un autre, OtherTimes[]",
        "aucun, OtherTimes[]",
        "another day, AnotherDay[]",
        "un autre jour, AnotherDay[]",
        "je veux parler à quelqu'un, Person[]",
        "repeat please, Again[]",
        "retour, Back[]",
    })
    void sentencesAtAnOffer(String speech, String expected) {
        assertThat(Ear.hear(null, speech, OFFER)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "yes please, Yes",
        "yes cancel it, Yes",
        "oui, Yes",
        "d'accord, Yes",
        "no, No",
        "don't cancel, No",
        "ne pas annuler, No",
        "no yes, No",
        "gardez-le je ne sais pas, No",
        "hmm, Unclear",
    })
    void onlyAClearYesCancels(String speech, String expected) {
        assertThat(name(Ear.hear(null, speech, DECISION))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void nothingIsSilence(@Nullable String nothing) {
        for (var asked : ALL) {
            assertThat(Ear.hear(nothing, nothing, asked)).isEqualTo(new Heard.Silence());
            assertThat(Ear.hear(null, null, asked)).isEqualTo(new Heard.Silence());
        }
    }

    private static String name(Heard heard) {
        return heard.getClass().getSimpleName();
    }
}
