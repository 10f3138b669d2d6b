package io.carillon.webhook.twilio;

import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.menu.Phrase;
import io.carillon.webhook.prompt.FixedPrompts;
import io.carillon.webhook.prompt.Language;
import io.carillon.webhook.prompt.PromptKey;
import io.carillon.webhook.prompt.PromptKey.Fills;
import io.carillon.webhook.prompt.Prompts;
import io.carillon.webhook.prompt.SpeechLibrary;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says a prompt to a clinic's caller: from its recording where one is ready, by Twilio's own voice otherwise. */
@ApplicationScoped
class Speaker implements FixedPrompts {

    private final Prompts prompts = Prompts.load();
    private final TwilioAccount account;
    private final ClinicDirectory directory;

    /** Looked up when needed: the library in turn asks this class what is worth recording. */
    private final Instance<SpeechLibrary> library;

    Speaker(TwilioAccount account, ClinicDirectory directory, Instance<SpeechLibrary> library) {
        this.account = account;
        this.directory = directory;
        this.library = library;
    }

    Verb say(Clinic clinic, Phrase phrase) {
        return say(clinic, phrase.key(), phrase.values().toArray(String[]::new));
    }

    Verb say(Clinic clinic, PromptKey key, String... values) {
        var text = prompts.text(clinic.language(), key, values);
        return recording(clinic, key, text)
                .<Verb>map(path -> new Verb.Play(account.urlOf(path)))
                .orElseGet(() -> new Verb.Say(clinic.language().tag(), text));
    }

    /** What is of one call only has none, and is not even looked for. */
    private Optional<String> recording(Clinic clinic, PromptKey key, String text) {
        return key.fills() == Fills.CALL ? Optional.empty() : library.get().pathOf(clinic.language(), text);
    }

    /** Changes when a prompt may come out differently than before. */
    long version() {
        return library.get().version();
    }

    @Override
    public Map<Language, Set<String>> texts() {
        var texts = new EnumMap<Language, Set<String>>(Language.class);
        for (var clinic : directory.all()) {
            var ofLanguage = texts.computeIfAbsent(clinic.language(), any -> new HashSet<>());
            for (var key : PromptKey.values()) {
                fixed(clinic, key).ifPresent(ofLanguage::add);
            }
        }
        return texts;
    }

    private Optional<String> fixed(Clinic clinic, PromptKey key) {
        return switch (key.fills()) {
            case NOTHING -> Optional.of(prompts.text(clinic.language(), key));
            case EMERGENCY_NUMBER -> Optional.of(prompts.text(clinic.language(), key, clinic.emergencyNumber()));
            case CLINIC_NAME -> Optional.of(prompts.text(clinic.language(), key, clinic.name()));
            // Different at every call, and somebody's own.
            case CALL -> Optional.empty();
        };
    }
}
