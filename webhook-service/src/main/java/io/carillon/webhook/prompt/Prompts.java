package io.carillon.webhook.prompt;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** What callers are told, in all languages. */
public final class Prompts {

    private static final Pattern FIRST_OF_MONTH = Pattern.compile("^(\\p{L}+) 1 ");
    private static final DateTimeFormatter ENGLISH_TIME =
            DateTimeFormatter.ofPattern("EEEE, MMMM d 'at' h:mm a", Language.ENGLISH.locale());
    private static final DateTimeFormatter FRENCH_TIME =
            DateTimeFormatter.ofPattern("EEEE d MMMM 'à' H 'heures' mm", Language.FRENCH.locale());

    private final Texts<PromptKey> texts = Texts.load("", PromptKey.class);

    private Prompts() {}

    /** Reads {@code /prompts/<language>.properties} for every language. */
    public static Prompts load() {
        return new Prompts();
    }

    /** The text of {@code key} with its {@code {0}}, {@code {1}} … filled in. */
    public String text(Language language, PromptKey key, String... values) {
        return texts.text(language, key, values);
    }

    /** A time as a person says it: {@code Tuesday, December 9 at 9:30 AM}, {@code mardi 9 décembre à 9 heures 30}. */
    public String spoken(Language language, ZonedDateTime time) {
        return switch (language) {
            case ENGLISH -> ENGLISH_TIME.format(time);
            case FRENCH ->
                FIRST_OF_MONTH
                        .matcher(FRENCH_TIME.format(time))
                        .replaceFirst("$1 1er ")
                        .replace(" heures 00", " heures")
                        .replace("à 1 heures", "à 1 heure");
        };
    }
}
