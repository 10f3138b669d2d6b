package io.carillon.webhook.sms;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sender can say with one word: Twilio's default keywords (help.twilio.com, "Twilio support for opt-out keywords")
 * with the two that the FCC added in 2025, and their French sisters.
 */
enum Keyword {
    STOP(Set.of(
            "STOP",
            "STOPALL",
            "UNSUBSCRIBE",
            "CANCEL",
            "END",
            "QUIT",
            "REVOKE",
            "OPTOUT",
            "ARRET",
            "ARRETE",
            "ARRETER",
            "DESABONNER",
            "DESINSCRIRE")),
    START(Set.of("START", "UNSTOP", "YES", "REPRENDRE", "REABONNER")),
    HELP(Set.of("HELP", "INFO", "AIDE"));

    /** On WhatsApp, where Twilio takes no word for an opt-out, these are answers to the menu's questions. */
    private static final Set<String> OF_THE_MENU = Set.of("CANCEL", "YES");

    /** No keyword is longer, whatever stands around it. */
    private static final int LONGEST = 40;

    private final Set<String> words;

    Keyword(Set<String> words) {
        this.words = words;
    }

    /**
     * The keyword that {@code body} is: alone, in any case, with or without accents, spaces and punctuation. A keyword
     * among other words is a text like any other, as it is to Twilio.
     */
    static Optional<Keyword> of(@Nullable String body, Channel channel) {
        if (body == null || body.length() > LONGEST) {
            return Optional.empty();
        }
        var word = Normalizer.normalize(body, Normalizer.Form.NFD)
                .replaceAll("[^\\p{L}\\p{Nd}]", "")
                .toUpperCase(Locale.ROOT);
        if (channel == Channel.WHATSAPP && OF_THE_MENU.contains(word)) {
            return Optional.empty();
        }
        for (var keyword : values()) {
            if (keyword.words.contains(word)) {
                return Optional.of(keyword);
            }
        }
        return Optional.empty();
    }

    /** What Twilio says that it has taken a text for (its parameter {@code OptOutType}), and has answered itself. */
    static Optional<Keyword> ofOptOutType(@Nullable String type) {
        if (type == null) {
            return Optional.empty();
        }
        for (var keyword : values()) {
            if (keyword.name().equals(type)) {
                return Optional.of(keyword);
            }
        }
        return Optional.empty();
    }
}
