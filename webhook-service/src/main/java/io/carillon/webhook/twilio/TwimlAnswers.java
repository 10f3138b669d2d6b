package io.carillon.webhook.twilio;

import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.prompt.PromptKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** TwiML documents as answers; the ones that do not depend on the call are written once. */
@ApplicationScoped
class TwimlAnswers {

    private static final String CONTENT_TYPE = "text/xml; charset=utf-8";

    /** Nothing to say or do; Twilio takes it everywhere. */
    static final Answer EMPTY = of(List.of());

    private final Speaker speaker;
    private final VoiceMenu menu;

    /** One a clinic; written anew when the clinic or the recordings have changed. */
    private final Map<String, Greeting> greetings = new ConcurrentHashMap<>();

    private record Greeting(Clinic clinic, long version, Answer answer) {}

    TwimlAnswers(Speaker speaker, VoiceMenu menu) {
        this.speaker = speaker;
        this.menu = menu;
    }

    static Answer of(List<Verb> verbs) {
        return new Answer(200, CONTENT_TYPE, Twiml.write(verbs));
    }

    Answer greeting(Clinic clinic) {
        long version = speaker.version();
        var known = greetings.get(clinic.code());
        // The directory keeps one object for a clinic until it changes.
        if (known != null && known.version() == version && known.clinic() == clinic) {
            return known.answer();
        }
        var answer = of(menu.greeting(clinic));
        greetings.put(clinic.code(), new Greeting(clinic, version, answer));
        return answer;
    }

    /** For a call that could not be made durable. */
    Answer callAgain(Clinic clinic) {
        return of(List.of(speaker.say(clinic, PromptKey.CALL_AGAIN), new Verb.Hangup()));
    }

    /** For a call in which something went wrong that should not. */
    Answer trouble(Clinic clinic) {
        return of(List.of(speaker.say(clinic, PromptKey.TROUBLE), new Verb.Hangup()));
    }
}
