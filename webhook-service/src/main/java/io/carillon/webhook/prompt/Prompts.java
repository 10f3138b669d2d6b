package io.carillon.webhook.prompt;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** The prompt texts of all languages, one file a language; a key missing in any of them is refused at once. */
public final class Prompts {

    private static final Pattern FIRST_OF_MONTH = Pattern.compile("^(\\p{L}+) 1 ");

    private final Phrasebook english = Phrasebook.of(Language.ENGLISH, read(Language.ENGLISH));
    private final Phrasebook french = Phrasebook.of(Language.FRENCH, read(Language.FRENCH));

    private Prompts() {}

    /** Reads {@code /prompts/<language>.properties} for every language. */
    public static Prompts load() {
        return new Prompts();
    }

    /** The text of {@code key} with its {@code {0}}, {@code {1}} … filled in. */
    public String text(Language language, PromptKey key, String... values) {
        var text = in(language).text(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", values[i]);
        }
        return text;
    }

    /** A time as a person says it: {@code Tuesday, December 9 at 9:30 AM}, {@code mardi 9 décembre à 9 heures 30}. */
    public String spoken(Language language, ZonedDateTime time) {
        var text = in(language).spokenTime().format(time);
        return switch (language) {
            case ENGLISH -> text;
            case FRENCH ->
                FIRST_OF_MONTH
                        .matcher(text)
                        .replaceFirst("$1 1er ")
                        .replace(" heures 00", " heures")
                        .replace("à 1 heures", "à 1 heure");
        };
    }

    private Phrasebook in(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case FRENCH -> french;
        };
    }

    /** One language's texts, by the ordinal of their key. */
    record Phrasebook(List<String> texts, DateTimeFormatter spokenTime) {

        static Phrasebook of(Language language, Properties file) {
            var texts = new ArrayList<String>();
            for (var key : PromptKey.values()) {
                var text = file.getProperty(key.property());
                if (text == null || text.isBlank()) {
                    throw new IllegalStateException(
                            "prompts/%s.properties has no text for %s".formatted(language.code(), key.property()));
                }
                texts.add(text);
            }
            return new Phrasebook(List.copyOf(texts), Prompts.spokenTime(language));
        }

        String text(PromptKey key) {
            return texts.get(key.ordinal());
        }
    }

    static Properties read(Language language) {
        var name = "/prompts/" + language.code() + ".properties";
        try (var file = Prompts.class.getResourceAsStream(name)) {
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

    private static DateTimeFormatter spokenTime(Language language) {
        var pattern = switch (language) {
            case ENGLISH -> "EEEE, MMMM d 'at' h:mm a";
            case FRENCH -> "EEEE d MMMM 'à' H 'heures' mm";
        };
        return DateTimeFormatter.ofPattern(pattern, language.locale());
    }
}
