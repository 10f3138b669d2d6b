package io.carillon.webhook.twilio;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a caller wants, as far as a key or a few words tell. "Emergency" is looked for first, whatever was asked. */
sealed interface Heard {

    record Emergency() implements Heard {}

    record Person() implements Heard {}

    record Book() implements Heard {}

    /** @param number the slot as it was offered, from 1 */
    record Choice(int number) implements Heard {}

    record Silence() implements Heard {}

    record Unclear() implements Heard {}

    /** The words of both languages, since callers do not always speak their clinic's. */
    Set<String> EMERGENCY_WORDS = Set.of("emergency", "urgence", "urgent", "ambulance", "911", "112");

    Set<String> PERSON_WORDS =
            Set.of("person", "human", "receptionist", "agent", "operator", "personne", "humain", "receptionniste");

    Set<String> BOOK_WORDS = Set.of("book", "booking", "appointment", "schedule", "rendez", "rdv", "reserver");

    Map<String, Integer> ORDINALS = Map.ofEntries(
            Map.entry("1", 1),
            Map.entry("one", 1),
            Map.entry("first", 1),
            Map.entry("un", 1),
            Map.entry("premier", 1),
            Map.entry("premiere", 1),
            Map.entry("2", 2),
            Map.entry("two", 2),
            Map.entry("second", 2),
            Map.entry("deux", 2),
            Map.entry("deuxieme", 2),
            Map.entry("3", 3),
            Map.entry("three", 3),
            Map.entry("third", 3),
            Map.entry("trois", 3),
            Map.entry("troisieme", 3));

    /**
     * An answer to the menu.
     *
     * @param digits what was pressed; null or empty for nothing
     * @param speech what Twilio understood; null or empty for nothing
     */
    static Heard atMenu(@Nullable String digits, @Nullable String speech) {
        return switch (digits == null ? "" : digits) {
            case "" -> spoken(speech, 0);
            case "0" -> new Person();
            case "1" -> new Book();
            case "9" -> new Emergency();
            default -> new Unclear();
        };
    }

    /** An answer to an offer of {@code offered} slots. */
    static Heard atOffer(@Nullable String digits, @Nullable String speech, int offered) {
        var pressed = digits == null ? "" : digits;
        return switch (pressed) {
            case "" -> spoken(speech, offered);
            case "0" -> new Person();
            case "9" -> new Emergency();
            default ->
                ORDINALS.containsKey(pressed) ? choice(ORDINALS.getOrDefault(pressed, 0), offered) : new Unclear();
        };
    }

    private static Heard spoken(@Nullable String speech, int offered) {
        if (speech == null || speech.isBlank()) {
            return new Silence();
        }
        var words = words(speech);
        if (words.stream().anyMatch(EMERGENCY_WORDS::contains)) {
            return new Emergency();
        }
        if (offered > 0) {
            var chosen = words.stream()
                    .map(word -> ORDINALS.getOrDefault(word, 0))
                    .filter(number -> number > 0)
                    .distinct()
                    .toList();
            if (chosen.size() == 1) {
                return choice(chosen.getFirst(), offered);
            }
        }
        if (words.stream().anyMatch(PERSON_WORDS::contains)) {
            return new Person();
        }
        return words.stream().anyMatch(BOOK_WORDS::contains) ? new Book() : new Unclear();
    }

    private static Heard choice(int number, int offered) {
        return number <= offered ? new Choice(number) : new Unclear();
    }

    private static Set<String> words(String speech) {
        var plain = Normalizer.normalize(speech, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\b(first|second|third) one\\b", "$1");
        return new TreeSet<>(Arrays.asList(plain.split("[^a-z0-9]+", -1)));
    }
}
