package io.carillon.webhook.menu;

import io.carillon.webhook.directory.Feature;
import io.carillon.webhook.languagemodel.LanguageModel;
import io.carillon.webhook.menu.Meanings.Meaning;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks a language model what was said, for clinics that have it do so, once {@link Ear} cannot tell. */
@ApplicationScoped
class Interpreter {

    private final LanguageModel model;

    Interpreter(LanguageModel model) {
        this.model = model;
    }

    Heard heard(Call call, State state, String speech) {
        var possible = call.clinic().has(Feature.LANGUAGE_MODEL) ? Meanings.of(state) : Map.<String, Meaning>of();
        if (possible.isEmpty()) {
            return new Heard.Unclear();
        }
        var descriptions = new LinkedHashMap<String, String>();
        possible.forEach((word, meaning) -> descriptions.put(word, meaning.description()));
        return model.choose(call.clinic().code(), descriptions, speech, call.deadline())
                .map(possible::get)
                .map(Meaning::heard)
                .orElseGet(Heard.Unclear::new);
    }
}
