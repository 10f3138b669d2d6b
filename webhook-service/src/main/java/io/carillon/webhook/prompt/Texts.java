package io.carillon.webhook.prompt;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts in all languages, one file a language; a key missing in any of them is refused at once.
 *
 * @param <K> their keys
 */
public final class Texts<K extends Enum<K> & TextName> {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private final Map<Language, Map<K, String>> texts = new EnumMap<>(Language.class);

    private Texts() {}

    /** Reads {@code /prompts/<prefix><language>.properties} for every language. */
    public static <K extends Enum<K> & TextName> Texts<K> load(String prefix, Class<K> keys) {
        var loaded = new Texts<K>();
        for (var language : Language.values()) {
            var name = prefix + language.code();
            loaded.texts.put(language, texts(name, read(name), keys));
        }
        return loaded;
    }

    /** {@code values} in the places of the text, each once and as it is: nothing in a name is a place itself. */
    public String text(Language language, K key, String... values) {
        var text = texts.getOrDefault(language, Map.of()).getOrDefault(key, "");
        return values.length == 0 ? text : filled(text, values);
    }

    private static String filled(String text, String[] values) {
        return PLACE.matcher(text).replaceAll(place -> {
            var number = Integer.parseInt(place.group(1));
            return Matcher.quoteReplacement(number < values.length ? values[number] : "");
        });
    }

    static <K extends Enum<K> & TextName> Map<K, String> texts(String name, Properties file, Class<K> keys) {
        var texts = new EnumMap<K, String>(keys);
        for (var key : keys.getEnumConstants()) {
            var text = file.getProperty(key.property());
            if (text == null || text.isBlank()) {
                throw new IllegalStateException(
                        "prompts/%s.properties has no text for %s".formatted(name, key.property()));
            }
            texts.put(key, text);
        }
        return texts;
    }

    static Properties read(String name) {
        var path = "/prompts/" + name + ".properties";
        try (var file = Texts.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException(path + " is missing");
            }
            var properties = new Properties();
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
