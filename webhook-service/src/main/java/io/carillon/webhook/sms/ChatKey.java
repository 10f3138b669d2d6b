package io.carillon.webhook.sms;

import io.carillon.webhook.prompt.TextName;
import java.util.Locale;

/** What only who writes can be told, beside the menu's texts in {@code prompts/chat-<language>.properties}. */
enum ChatKey implements TextName {
    /** The message before is still being worked; nothing is done by this one. */
    ONE_MOMENT,
    /** Said before the question that is asked now: the message was an answer to another one. */
    CROSSED;

    @Override
    public String property() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
