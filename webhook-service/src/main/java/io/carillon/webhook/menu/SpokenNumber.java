package io.carillon.webhook.menu;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number as it is said, in English or French: {@code 5th}, {@code twenty first}, {@code nineteen eighty five},
 * {@code mille neuf cent quatre vingt cinq}.
 *
 * @param next index of the first word after it
 */
record SpokenNumber(int value, int next) {

    private static final int HUNDRED = 100;
    private static final int THOUSAND = 1000;

    private static final Pattern FIGURES = Pattern.compile("([0-9]{1,4})(st|nd|rd|th|er|e|eme)?");

    private static final Map<String, Integer> UNITS = Map.ofEntries(
            Map.entry("one", 1),
            Map.entry("first", 1),
            Map.entry("un", 1),
            Map.entry("premier", 1),
            Map.entry("two", 2),
            Map.entry("second", 2),
            Map.entry("deux", 2),
            Map.entry("three", 3),
            Map.entry("third", 3),
            Map.entry("trois", 3),
            Map.entry("four", 4),
            Map.entry("fourth", 4),
            Map.entry("quatre", 4),
            Map.entry("five", 5),
            Map.entry("fifth", 5),
            Map.entry("cinq", 5),
            Map.entry("six", 6),
            Map.entry("sixth", 6),
            Map.entry("seven", 7),
            Map.entry("seventh", 7),
            Map.entry("sept", 7),
            Map.entry("eight", 8),
            Map.entry("eighth", 8),
            Map.entry("huit", 8),
            Map.entry("nine", 9),
            Map.entry("ninth", 9),
            Map.entry("neuf", 9));

    private static final Map<String, Integer> TEENS = Map.ofEntries(
            Map.entry("ten", 10),
            Map.entry("tenth", 10),
            Map.entry("dix", 10),
            Map.entry("eleven", 11),
            Map.entry("eleventh", 11),
            Map.entry("onze", 11),
            Map.entry("twelve", 12),
            Map.entry("twelfth", 12),
            Map.entry("douze", 12),
            Map.entry("thirteen", 13),
            Map.entry("thirteenth", 13),
            Map.entry("treize", 13),
            Map.entry("fourteen", 14),
            Map.entry("fourteenth", 14),
            Map.entry("quatorze", 14),
            Map.entry("fifteen", 15),
            Map.entry("fifteenth", 15),
            Map.entry("quinze", 15),
            Map.entry("sixteen", 16),
            Map.entry("sixteenth", 16),
            Map.entry("seize", 16),
            Map.entry("seventeen", 17),
            Map.entry("seventeenth", 17),
            Map.entry("eighteen", 18),
            Map.entry("eighteenth", 18),
            Map.entry("nineteen", 19),
            Map.entry("nineteenth", 19));

    private static final Map<String, Integer> TENS = Map.ofEntries(
            Map.entry("twenty", 20),
            Map.entry("twentieth", 20),
            Map.entry("vingt", 20),
            Map.entry("vingts", 20),
            Map.entry("thirty", 30),
            Map.entry("thirtieth", 30),
            Map.entry("trente", 30),
            Map.entry("forty", 40),
            Map.entry("quarante", 40),
            Map.entry("fifty", 50),
            Map.entry("cinquante", 50),
            Map.entry("sixty", 60),
            Map.entry("soixante", 60),
            Map.entry("seventy", 70),
            Map.entry("septante", 70),
            Map.entry("eighty", 80),
            Map.entry("octante", 80),
            Map.entry("huitante", 80),
            Map.entry("ninety", 90),
            Map.entry("nonante", 90));

    /** The number that begins at {@code index}, as long as it can be; empty where none does. */
    static Optional<SpokenNumber> at(List<String> words, int index) {
        var figures = FIGURES.matcher(words.get(index));
        if (figures.matches()) {
            return Optional.of(new SpokenNumber(Integer.parseInt(figures.group(1)), index + 1));
        }
        var first = belowHundred(words, index);
        if (first == null) {
            return is(words, index, "mille") ? Optional.of(thousands(words, THOUSAND, index + 1)) : Optional.empty();
        }
        if (is(words, first.next(), "thousand") || is(words, first.next(), "mille")) {
            return Optional.of(thousands(words, first.value() * THOUSAND, first.next() + 1));
        }
        if (is(words, first.next(), "hundred") || hundreds(words, first.next())) {
            return Optional.of(plus(words, first.value() * HUNDRED, first.next() + 1));
        }
        // "Nineteen eighty five", "twenty oh five": a century and what follows is a year.
        if (is(words, index, "nineteen") || (is(words, index, "twenty") && first.next() == index + 1)) {
            var rest = belowHundred(words, is(words, first.next(), "oh") ? first.next() + 1 : first.next());
            if (rest != null && (rest.value() >= 10 || is(words, first.next(), "oh"))) {
                return Optional.of(new SpokenNumber(first.value() * HUNDRED + rest.value(), rest.next()));
            }
        }
        return Optional.of(first);
    }

    /** "Two thousand and five", "mille neuf cent quatre vingt". */
    private static SpokenNumber thousands(List<String> words, int thousands, int index) {
        var rest = belowHundred(words, index);
        if (rest != null && hundreds(words, rest.next())) {
            return plus(words, thousands + rest.value() * HUNDRED, rest.next() + 1);
        }
        return plus(words, thousands, index);
    }

    private static SpokenNumber plus(List<String> words, int value, int index) {
        var rest = belowHundred(words, is(words, index, "and") ? index + 1 : index);
        return rest == null ? new SpokenNumber(value, index) : new SpokenNumber(value + rest.value(), rest.next());
    }

    private static @Nullable SpokenNumber belowHundred(List<String> words, int index) {
        if (index >= words.size()) {
            return null;
        }
        var word = words.get(index);
        // "Quatre vingt dix neuf" is 99, "soixante dix" 70.
        if (word.equals("quatre") && (is(words, index + 1, "vingt") || is(words, index + 1, "vingts"))) {
            return tail(words, 80, index + 2, true);
        }
        if (TENS.containsKey(word)) {
            return tail(words, TENS.getOrDefault(word, 0), index + 1, word.equals("soixante"));
        }
        if (TEENS.containsKey(word)) {
            // "Dix sept", "dix huit", "dix neuf": only these.
            var unit = word.equals("dix") ? unit(words, index + 1) : 0;
            return unit >= 7
                    ? new SpokenNumber(10 + unit, index + 2)
                    : new SpokenNumber(TEENS.getOrDefault(word, 0), index + 1);
        }
        var unit = unit(words, index);
        return unit == 0 ? null : new SpokenNumber(unit, index + 1);
    }

    /** @param teens whether 10 to 19 may follow, as in French after 60 and 80 */
    private static SpokenNumber tail(List<String> words, int tens, int index, boolean teens) {
        int from = is(words, index, "et") ? index + 1 : index;
        if (teens && from < words.size() && TEENS.containsKey(words.get(from))) {
            var rest = belowHundred(words, from);
            if (rest != null) {
                return new SpokenNumber(tens + rest.value(), rest.next());
            }
        }
        var unit = unit(words, from);
        return unit == 0 ? new SpokenNumber(tens, index) : new SpokenNumber(tens + unit, from + 1);
    }

    private static int unit(List<String> words, int index) {
        return index < words.size() ? UNITS.getOrDefault(words.get(index), 0) : 0;
    }

    private static boolean hundreds(List<String> words, int index) {
        return is(words, index, "cent") || is(words, index, "cents");
    }

    private static boolean is(List<String> words, int index, String word) {
        return index < words.size() && words.get(index).equals(word);
    }
}
