package io.carillon.webhook.menu;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads dates of birth as callers press and say them. */
final class BirthDates {

    /** Nobody who calls was born before; booking-service has the same limit. */
    private static final int FIRST_YEAR = 1900;

    /** Whatever is later is no birth; which day is today is booking-service's to say. */
    private static final int LAST_YEAR = 2999;

    private static final int DIGITS = 8;

    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("january", 1),
            Map.entry("jan", 1),
            Map.entry("janvier", 1),
            Map.entry("february", 2),
            Map.entry("feb", 2),
            Map.entry("fevrier", 2),
            Map.entry("march", 3),
            Map.entry("mars", 3),
            Map.entry("april", 4),
            Map.entry("avril", 4),
            Map.entry("may", 5),
            Map.entry("mai", 5),
            Map.entry("june", 6),
            Map.entry("juin", 6),
            Map.entry("july", 7),
            Map.entry("juillet", 7),
            Map.entry("august", 8),
            Map.entry("aout", 8),
            Map.entry("september", 9),
            Map.entry("septembre", 9),
            Map.entry("october", 10),
            Map.entry("octobre", 10),
            Map.entry("november", 11),
            Map.entry("novembre", 11),
            Map.entry("december", 12),
            Map.entry("decembre", 12));

    private BirthDates() {}

    /** Eight digits, day and month two each, then the year. */
    static Optional<LocalDate> ofDigits(String digits, DateOrder order) {
        if (digits.length() != DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int first = Integer.parseInt(digits, 0, 2, 10);
        int second = Integer.parseInt(digits, 2, 4, 10);
        return date(order, first, second, Integer.parseInt(digits, 4, DIGITS, 10));
    }

    /** @param words in order, without accents */
    static Optional<LocalDate> ofWords(List<String> words, DateOrder order) {
        for (int i = 0; i < words.size(); i++) {
            var month = MONTHS.get(words.get(i));
            if (month != null) {
                return named(month, numbers(words.subList(0, i)), numbers(words.subList(i + 1, words.size())));
            }
        }
        var digits = String.join("", words.stream().filter(BirthDates::isNumber).toList());
        if (digits.length() == DIGITS
                && words.stream().filter(BirthDates::isNumber).count() != 3) {
            return ofDigits(digits, order);
        }
        var numbers = numbers(words);
        return numbers.size() == 3 ? date(order, numbers.get(0), numbers.get(1), numbers.get(2)) : Optional.empty();
    }

    /** "5 March 1980" has the day before the month, "March 5th 1980" after it; the year is always last. */
    private static Optional<LocalDate> named(int month, List<Integer> before, List<Integer> after) {
        var rest = Stream.concat(before.stream(), after.stream()).toList();
        return rest.size() == 2 && before.size() < 2 ? date(rest.get(1), month, rest.get(0)) : Optional.empty();
    }

    private static Optional<LocalDate> date(DateOrder order, int first, int second, int year) {
        return switch (order) {
            case DAY_FIRST -> date(year, second, first);
            case MONTH_FIRST -> date(year, first, second);
        };
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        try {
            return year < FIRST_YEAR || year > LAST_YEAR
                    ? Optional.empty()
                    : Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(String word) {
        return word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The numbers said, in figures or in words; a year in words is one of them. */
    private static List<Integer> numbers(List<String> words) {
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < words.size(); ) {
            var read = SpokenNumber.at(words, i);
            if (read.isPresent()) {
                numbers.add(read.get().value());
                i = read.get().next();
            } else {
                i++;
            }
        }
        return numbers;
    }
}
