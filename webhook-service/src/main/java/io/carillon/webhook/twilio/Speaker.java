package io.carillon.webhook.twilio;

import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.prompt.FixedPrompts;
import io.carillon.webhook.prompt.Language;
import io.carillon.webhook.prompt.PromptKey;
import io.carillon.webhook.prompt.Prompts;
import io.carillon.webhook.prompt.SpeechLibrary;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
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

    Verb say(Clinic clinic, PromptKey key, String... values) {
        var text = prompts.text(clinic.language(), key, values);
        return library.get()
                .pathOf(clinic.language(), text)
                .<Verb>map(path -> new Verb.Play(account.urlOf(path)))
                .orElseGet(() -> new Verb.Say(clinic.language().tag(), text));
    }

    /** As the clinic's people would say it, in their zone. */
    String time(Clinic clinic, Instant time) {
        return prompts.spoken(clinic.language(), time.atZone(clinic.zone()));
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
                switch (key) {
                    case EMERGENCY_LINE, EMERGENCY_INSTRUCTION ->
                        ofLanguage.add(prompts.text(clinic.language(), key, clinic.emergencyNumber()));
                    case GREETING -> ofLanguage.add(prompts.text(clinic.language(), key, clinic.name()));
                    case OFFER_SLOT, CONFIRMED -> {
                        // Different at every call.
                    }
                    case MENU,
                            OFFER_INTRO,
                            SLOT_TAKEN,
                            NO_SLOTS,
                            TROUBLE,
                            UNSURE,
                            NUMBER_WITHHELD,
                            TRANSFER,
                            NOBODY_TO_TRANSFER_TO,
                            SILENCE,
                            NOT_UNDERSTOOD,
                            GOODBYE,
                            CALL_AGAIN -> ofLanguage.add(prompts.text(clinic.language(), key));
                }
            }
        }
        return texts;
    }
}
