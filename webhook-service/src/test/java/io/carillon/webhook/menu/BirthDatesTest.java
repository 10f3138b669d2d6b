package io.carillon.webhook.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BirthDatesTest {

    @ParameterizedTest
    @CsvSource({
        "March 5th 1980, 1980-03-05",
        "march fifth nineteen eighty, 1980-03-05",
        "it's the 5th of March 1980, 1980-03-05",
        "December thirty first nineteen eighty five, 1985-12-31",
        "May twentieth nineteen ninety, 1990-05-20",
        "June twelfth two thousand and five, 2005-06-12",
        "July fourth two thousand, 2000-07-04",
        "July 4 twenty oh five, 2005-07-04",
        "july four twenty ten, 2010-07-04",
        "le 5 mars 1980, 1980-03-05",
        "le premier avril mille neuf cent quatre-vingt, 1980-04-01",
        "1er décembre 1980, 1980-12-01",
        "le vingt et un août dix-neuf cent soixante-dix-neuf, 1979-08-21",
        "dix-sept février mille neuf cent quatre-vingt-dix-neuf, 1999-02-17",
        "le sept mars mille neuf cent septante, 1970-03-07",
        "trente et un décembre deux mille trois, 2003-12-31",
        "le deux mai deux mille, 2000-05-02",
    })
    void aMonthSaidByNameNeedsNoOrder(String speech, LocalDate expected) {
        for (var order : DateOrder.values()) {
            assertThat(BirthDates.ofWords(Words.of(Words.plain(speech)), order))
                    .as("%s", order)
                    .contains(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5 3 1980, DAY_FIRST, 1980-03-05",
        "5 3 1980, MONTH_FIRST, 1980-05-03",
        "12/31/1980, MONTH_FIRST, 1980-12-31",
        "31/12/1980, DAY_FIRST, 1980-12-31",
        "31121980, DAY_FIRST, 1980-12-31",
        "3112 1980, DAY_FIRST, 1980-12-31",
        "3 1 1 2 1 9 8 0, DAY_FIRST, 1980-12-31",
        "1 12 1980, DAY_FIRST, 1980-12-01",
    })
    void figuresGoByTheClinicsOrder(String speech, DateOrder order, LocalDate expected) {
        assertThat(BirthDates.ofWords(Words.of(Words.plain(speech)), order)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no",
                "March",
                "March 1980",
                "5 March",
                "march 32 1980",
                "30 February 1980",
                "13 13 1980",
                "12 1980",
                "1 2 3",
                "5 March 80",
                "first second third",
                "99999999",
                "12345678901234567890",
                "5 6 March 1980",
            })
    void whatIsNoDateIsNone(String speech) {
        assertThat(BirthDates.ofWords(Words.of(Words.plain(speech)), DateOrder.DAY_FIRST))
                .isEmpty();
    }
}
