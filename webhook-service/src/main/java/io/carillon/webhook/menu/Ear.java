package io.carillon.webhook.menu;

import io.carillon.webhook.menu.Expectation.Birth;
import io.carillon.webhook.menu.Expectation.OneOf;
import io.carillon.webhook.menu.Expectation.Wish;
import io.carillon.webhook.menu.Expectation.YesOrNo;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Understands keys and words. "Emergency" is looked for first, whatever was asked. */
final class Ear {

    /** Said and pressed alike at every question. */
    static final String PERSON_KEY = "0";

    static final String EMERGENCY_KEY = "9";
    static final String AGAIN_KEY = "*";
    static final String BACK_KEY = "#";

    private static final int OTHER_TIMES = 4;
    private static final int ANOTHER_DAY = 5;

    private Ear() {}

    /**
     * @param digits what was pressed; null or empty for nothing
     * @param speech what Twilio understood; null or empty for nothing
     */
    static Heard hear(@Nullable String digits, @Nullable String speech, Expectation expectation) {
        if (digits != null && !digits.isBlank()) {
            return pressed(digits, expectation);
        }
        if (speech == null || speech.isBlank()) {
            return new Heard.Silence();
        }
        return spoken(speech, expectation);
    }

    private static Heard pressed(String digits, Expectation expectation) {
        // A date of birth never begins so; nobody in need has to know what was asked.
        if (digits.startsWith(EMERGENCY_KEY)) {
            return new Heard.Emergency();
        }
        return switch (digits) {
            case PERSON_KEY -> new Heard.Person();
            case AGAIN_KEY -> new Heard.Again();
            case BACK_KEY -> new Heard.Back();
            default ->
                switch (expectation) {
                    case Wish() -> wish(digits);
                    case OneOf one -> one(digits, one);
                    case YesOrNo() ->
                        switch (digits) {
                            case "1" -> new Heard.Yes();
                            case "2" -> new Heard.No();
                            default -> new Heard.Unclear();
                        };
                    case Birth(DateOrder order) ->
                        BirthDates.ofDigits(digits, order)
                                .<Heard>map(Heard.Birth::new)
                                .orElseGet(Heard.Unclear::new);
                };
        };
    }

    private static Heard wish(String key) {
        return switch (key) {
            case "1" -> new Heard.Book();
            case "2" -> new Heard.Move();
            case "3" -> new Heard.Cancel();
            default -> new Heard.Unclear();
        };
    }

    private static Heard one(String key, OneOf one) {
        if (key.length() != 1 || !Character.isDigit(key.charAt(0))) {
            return new Heard.Unclear();
        }
        return choice(Character.digit(key.charAt(0), 10), one);
    }

    private static Heard choice(int number, OneOf one) {
        if (one.more() && number == OTHER_TIMES) {
            return new Heard.OtherTimes();
        }
        if (one.more() && number == ANOTHER_DAY) {
            return new Heard.AnotherDay();
        }
        return number >= 1 && number <= one.offered() ? new Heard.Choice(number) : new Heard.Unclear();
    }

    private static Heard spoken(String speech, Expectation expectation) {
        var plain = Words.plain(speech);
        var words = Words.of(plain);
        if (any(words, Words.EMERGENCY)) {
            return new Heard.Emergency();
        }
        // "The first of December" and "nine one one" are both numbers: who is asked for a date has said one.
        if (expectation instanceof Birth(DateOrder order)) {
            var date = BirthDates.ofWords(words, order);
            if (date.isPresent()) {
                return new Heard.Birth(date.get());
            }
        }
        if (Words.EMERGENCY_NUMBER.matcher(plain).find()) {
            return new Heard.Emergency();
        }
        if (any(words, Words.PERSON)) {
            return new Heard.Person();
        }
        var answer = switch (expectation) {
            case Wish() -> wish(words);
            case OneOf one -> one(words, one);
            case YesOrNo() -> yesOrNo(words);
            case Birth birth -> new Heard.Unclear();
        };
        return answer instanceof Heard.Unclear ? anywhere(words) : answer;
    }

    /** Understood at every question, where it is not an answer to it. */
    private static Heard anywhere(List<String> words) {
        if (any(words, Words.AGAIN)) {
            return new Heard.Again();
        }
        return any(words, Words.BACK) ? new Heard.Back() : new Heard.Unclear();
    }

    private static Heard wish(List<String> words) {
        var move = any(words, Words.MOVE);
        var cancel = any(words, Words.CANCEL);
        if (move || cancel) {
            // Who says both is asked once more rather than guessed at.
            return move && cancel ? new Heard.Unclear() : move ? new Heard.Move() : new Heard.Cancel();
        }
        if (any(words, Words.BOOK)) {
            return new Heard.Book();
        }
        return wish(Integer.toString(number(words)));
    }

    private static Heard one(List<String> words, OneOf one) {
        if (one.more() && any(words, Words.ANOTHER_DAY)) {
            return new Heard.AnotherDay();
        }
        if (one.more() && any(words, Words.OTHER)) {
            return new Heard.OtherTimes();
        }
        // "Not the first": nothing is booked that may have been refused.
        return any(words, Words.NO) ? new Heard.Unclear() : choice(number(words), new OneOf(one.offered(), false));
    }

    /** What is not clearly a yes leaves things as they are. */
    private static Heard yesOrNo(List<String> words) {
        if (any(words, Words.NO)) {
            return new Heard.No();
        }
        if (any(words, Words.YES) || any(words, Words.CANCEL)) {
            return new Heard.Yes();
        }
        return switch (number(words)) {
            case 1 -> new Heard.Yes();
            case 2 -> new Heard.No();
            default -> new Heard.Unclear();
        };
    }

    /** The one number that was said; 0 for none or several. */
    private static int number(List<String> words) {
        var ordinals =
                words.stream().map(word -> Words.ORDINALS.getOrDefault(word, 0)).filter(number -> number > 0);
        var one = words.stream().anyMatch(Words.ONE::contains)
                        && words.stream()
                                .allMatch(word -> Words.ONE.contains(word)
                                        || Words.BESIDE_ONE.contains(word)
                                        || Words.ORDINALS.containsKey(word))
                ? Stream.of(1)
                : Stream.<Integer>empty();
        var said = Stream.concat(ordinals, one).distinct().toList();
        return said.size() == 1 ? said.getFirst() : 0;
    }

    private static boolean any(List<String> words, Set<String> known) {
        return words.stream().anyMatch(known::contains);
    }
}
