package io.carillon.webhook.twilio;

import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.menu.HandingOver;
import io.carillon.webhook.menu.PhoneMenu;
import io.carillon.webhook.menu.Phrase;
import io.carillon.webhook.menu.Reply;
import io.carillon.webhook.prompt.PromptKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the menu replies, as TwiML documents; the ones that do not depend on the call are written once. */
@ApplicationScoped
class TwimlAnswers {

    static final String GATHER_ACTION = "/api/voice/gather?";
    static final String DIAL_ACTION = "/api/voice/dial?turn=";
    static final String RECEPTIONIST_ACTION = "/api/voice/receptionist?";
    static final String EMERGENCY = "emergency";

    private static final String CONTENT_TYPE = "text/xml; charset=utf-8";

    /** Of silence, until the caller is asked again. */
    private static final int LISTEN_SECONDS = 6;

    /** Also between two keys of a date; who presses only one of them waits so long to be understood. */
    private static final int LISTEN_SECONDS_BETWEEN_KEYS = 4;

    /** Nothing to say or do; Twilio takes it everywhere. */
    static final Answer EMPTY = of(List.of());

    private final Speaker speaker;
    private final PhoneMenu menu;

    /** One a clinic; written anew when the clinic or the recordings have changed. */
    private final Map<String, Greeting> greetings = new ConcurrentHashMap<>();

    private record Greeting(Clinic clinic, long version, Answer answer) {}

    TwimlAnswers(Speaker speaker, PhoneMenu menu) {
        this.speaker = speaker;
        this.menu = menu;
    }

    static Answer of(List<Verb> verbs) {
        return ofDocument(Twiml.write(verbs));
    }

    /** @param twiml a whole document, ours or somebody else's, in UTF-8 */
    static Answer ofDocument(byte[] twiml) {
        return new Answer(200, CONTENT_TYPE, twiml);
    }

    Answer greeting(Clinic clinic) {
        long version = speaker.version();
        var known = greetings.get(clinic.code());
        // The directory keeps one object for a clinic until it changes.
        if (known != null && known.version() == version && known.clinic() == clinic) {
            return known.answer();
        }
        var answer = clinic.receptionistOnDuty() == null
                ? of(clinic, menu.greeting(clinic))
                : of(clinic, menu.handingOver(clinic));
        greetings.put(clinic.code(), new Greeting(clinic, version, answer));
        return answer;
    }

    /** A key during the greeting is an answer to the menu, as everywhere; who presses none is handed over. */
    private Answer of(Clinic clinic, HandingOver handingOver) {
        return of(List.of(
                new Verb.Interruptible(GATHER_ACTION + handingOver.query(), verbs(clinic, handingOver.said())),
                new Verb.Redirect(RECEPTIONIST_ACTION + handingOver.query())));
    }

    Answer of(Clinic clinic, Reply reply) {
        return of(
                switch (reply) {
                    case Reply.Ask(List<Phrase> said, String query, int keys) ->
                        List.of(new Verb.Gather(
                                GATHER_ACTION + query,
                                clinic.language().tag(),
                                keys,
                                keys == 1 ? LISTEN_SECONDS : LISTEN_SECONDS_BETWEEN_KEYS,
                                verbs(clinic, said)));
                    case Reply.PutThrough(List<Phrase> said, String number, int turn, boolean emergency) -> {
                        var action = DIAL_ACTION + turn + (emergency ? "&" + EMERGENCY + "=1" : "");
                        yield and(verbs(clinic, said), new Verb.Dial(number, action));
                    }
                    case Reply.HangUp(List<Phrase> said) -> and(verbs(clinic, said), new Verb.Hangup());
                });
    }

    private List<Verb> verbs(Clinic clinic, List<Phrase> said) {
        return said.stream().map(phrase -> speaker.say(clinic, phrase)).toList();
    }

    private static List<Verb> and(List<Verb> verbs, Verb last) {
        var all = new ArrayList<>(verbs);
        all.add(last);
        return all;
    }

    /** For a call that could not be made durable; who is in need is told first that this call will not help. */
    Answer callAgain(Clinic clinic) {
        return of(List.of(
                speaker.say(clinic, new Phrase(PromptKey.EMERGENCY_LINE, List.of(clinic.emergencyNumber()))),
                speaker.say(clinic, PromptKey.CALL_AGAIN),
                new Verb.Hangup()));
    }

    /** For a call in which something went wrong that should not. */
    Answer trouble(Clinic clinic) {
        return of(List.of(speaker.say(clinic, PromptKey.TROUBLE), new Verb.Hangup()));
    }
}
