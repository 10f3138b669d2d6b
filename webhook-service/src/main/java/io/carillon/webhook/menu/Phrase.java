package io.carillon.webhook.menu;

import io.carillon.webhook.prompt.PromptKey;
import java.util.List;

/** Something that is said, with what stands in its gaps. */
public record Phrase(PromptKey key, List<String> values) {

    public Phrase {
        values = List.copyOf(values);
    }

    static Phrase of(PromptKey key, String... values) {
        return new Phrase(key, List.of(values));
    }
}
