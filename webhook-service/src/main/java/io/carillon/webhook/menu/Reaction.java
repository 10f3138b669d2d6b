package io.carillon.webhook.menu;

import io.carillon.webhook.prompt.PromptKey;
import java.util.List;

/** What a dialogue makes of an answer. */
sealed interface Reaction {

    /** @param before said before the question itself */
    record Ask(State state, List<Phrase> before) implements Reaction {
        public Ask {
            before = List.copyOf(before);
        }
    }

    /** The date of birth was wrong. @param triesLeft on this call, above 0 */
    record AskIdentityAgain(int triesLeft) implements Reaction {}

    /** It was no answer to the question. @param reason said before the question is asked again */
    record Missed(PromptKey reason) implements Reaction {}

    /** A person has to go on. @param reason said first */
    record PutThrough(PromptKey reason) implements Reaction {}

    /** What was wanted is done, and the call ends. */
    record Done(Phrase said) implements Reaction {}

    static Reaction ask(State state, Phrase... before) {
        return new Ask(state, List.of(before));
    }
}
