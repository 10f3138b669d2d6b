package io.carillon.webhook.sms;

import io.carillon.webhook.prompt.TextName;
import java.util.Locale;

/** Every text that is sent. Each key stands in every {@code prompts/sms-<language>.properties}. */
enum TextKey implements TextName {
    /** {@code {0}} the clinic's name, {@code {1}} when it is, {@code {2}} the reference; so for all appointments. */
    CONFIRMATION,
    MOVED,
    CANCELLED,
    /** {@code {0}} the clinic's name, {@code {1}} its number, {@code {2}} the emergency number; so for all answers. */
    STOPPED,
    STARTED,
    HELP,
    OTHER,
    /** The clinic is without text messages for now. */
    OFF;

    @Override
    public String property() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TextKey of(MessageKind kind) {
        return switch (kind) {
            case CONFIRMATION -> CONFIRMATION;
            case MOVED -> MOVED;
            case CANCELLED -> CANCELLED;
        };
    }

    static TextKey of(Keyword keyword) {
        return switch (keyword) {
            case STOP -> STOPPED;
            case START -> STARTED;
            case HELP -> HELP;
        };
    }
}
