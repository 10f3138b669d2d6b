package io.carillon.webhook.sms;

import io.carillon.webhook.prompt.Language;
import io.carillon.webhook.prompt.Texts;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What messages say, in all languages. Nothing in it says what an appointment is for or with whom: a telephone lies on a
 * table and lights up.
 */
final class SmsTexts {

    /** A clinic's name may be long, a message is to stay short. */
    private static final int LONGEST_NAME = 60;

    private final Texts<TextKey> texts = Texts.load("sms-", TextKey.class);

    /** The text of {@code key} with its {@code {0}}, {@code {1}} … filled in. */
    String text(Language language, TextKey key, String... values) {
        return texts.text(language, key, values);
    }

    /** A clinic's name as it stands in a message. */
    static String shortened(String name) {
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME - 1).strip() + ".";
    }

    /** {@code Tue, Dec 9 at 9:30 AM}, {@code mar. 9 déc. à 9 h 30}. */
    static String when(Language language, ZonedDateTime time) {
        var pattern = switch (language) {
            case ENGLISH -> "EEE, MMM d 'at' h:mm a";
            case FRENCH -> "EEE d MMM 'à' H 'h' mm";
        };
        return DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(language.tag()))
                .format(time);
    }
}
