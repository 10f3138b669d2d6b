package io.carillon.webhook.sms;

import io.carillon.events.CallEvent.Parameter;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has written, as the menu can hear it.
 *
 * @param from Twilio's address of who wrote it
 * @param id Twilio's, or one of ours where there is none that could be one
 * @param words at most as long as Twilio lets a message be; null for none, such as a picture
 * @param digits a key or a date of birth, where the words are that; else null
 */
record ChatMessage(
        String from,
        String id,
        @Nullable String words,
        @Nullable String digits) {

    /** Twilio's own limit for a message. */
    private static final int LONGEST = 1_600;

    private static final Pattern BETWEEN_DIGITS = Pattern.compile("[\\s./-]");

    /** One key, or a date of birth. */
    private static final Pattern KEYS = Pattern.compile("[0-9*#]|[0-9]{8}");

    static ChatMessage of(List<Parameter> parameters) {
        var fields = new Fields(parameters);
        var words = shortened(fields.first("Body"));
        return new ChatMessage(
                Objects.requireNonNull(fields.first("From")), id(fields.first("MessageSid")), words, digits(words));
    }

    String number() {
        return Channel.number(from);
    }

    private static String id(@Nullable String sid) {
        return sid == null || sid.length() > Fields.LONGEST_SID || sid.contains(" ")
                ? UUID.randomUUID().toString()
                : sid;
    }

    private static @Nullable String shortened(@Nullable String body) {
        return body == null || body.length() <= LONGEST ? body : body.substring(0, LONGEST);
    }

    private static @Nullable String digits(@Nullable String words) {
        if (words == null) {
            return null;
        }
        var digits = BETWEEN_DIGITS.matcher(words).replaceAll("");
        return KEYS.matcher(digits).matches() ? digits : null;
    }
}
