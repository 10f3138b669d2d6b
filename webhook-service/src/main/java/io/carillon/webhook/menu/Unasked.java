package io.carillon.webhook.menu;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What somebody means of whom it is not known what they were asked. */
public final class Unasked {

    private Unasked() {}

    /** Whether somebody is in need, where nobody knows what they were asked. */
    public static boolean isEmergency(@Nullable String digits, @Nullable String words) {
        return heard(digits, words) instanceof Heard.Emergency;
    }

    /** Whether somebody is in need whatever they were asked: a date of birth with the number in it ("9 11 1980") is none. */
    public static boolean isEmergencyAnywhere(@Nullable String digits, @Nullable String words) {
        return Arrays.stream(DateOrder.values())
                .allMatch(order -> Ear.hear(digits, words, new Expectation.Birth(order)) instanceof Heard.Emergency);
    }

    /** Whether somebody says what they want before they were asked. */
    public static boolean isWish(@Nullable String digits, @Nullable String words) {
        return switch (heard(digits, words)) {
            case Heard.Emergency emergency -> true;
            case Heard.Person person -> true;
            case Heard.Answer answer -> true;
            case Heard.Again again -> false;
            case Heard.Back back -> false;
            case Heard.Silence silence -> false;
            case Heard.Unclear unclear -> false;
        };
    }

    private static Heard heard(@Nullable String digits, @Nullable String words) {
        return Ear.hear(digits, words, new Expectation.Wish());
    }
}
