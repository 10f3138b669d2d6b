package io.carillon.webhook.sms;

import io.carillon.webhook.prompt.Language;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of messages in all languages, one file a language; a key missing in any of them is refused at once. Nothing
 * in them says what an appointment is for or with whom: a telephone lies on a table and lights up.
 */
final class SmsTexts {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    /** A clinic's name may be long, a message is to stay short. */
    private static final int LONGEST_NAME = 60;

    private final Map<Language, Map<TextKey, String>> texts = new EnumMap<>(Language.class);

    /** Reads {@code /prompts/sms-<language>.properties} for every language. */
    SmsTexts() {
        for (var language : Language.values()) {
            texts.put(language, texts(language, read(language)));
        }
    }

    /** {@code values} in the places of the text, each once and as it is: nothing in a name is a place itself. */
    String text(Language language, TextKey key, String... values) {
        var text = texts.getOrDefault(language, Map.of()).getOrDefault(key, "");
        return PLACE.matcher(text).replaceAll(place -> {
            var number = Integer.parseInt(place.group(1));
            return Matcher.quoteReplacement(number < values.length ? values[number] : "");
        });
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

    static Map<TextKey, String> texts(Language language, Properties file) {
        var texts = new EnumMap<TextKey, String>(TextKey.class);
        for (var key : TextKey.values()) {
            var text = file.getProperty(key.property());
            if (text == null || text.isBlank()) {
                throw new IllegalStateException(
                        "prompts/sms-%s.properties has no text for %s".formatted(language.code(), key.property()));
            }
            texts.put(key, text);
        }
        return texts;
    }

    static Properties read(Language language) {
        var name = "/prompts/sms-" + language.code() + ".properties";
        try (var file = SmsTexts.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
