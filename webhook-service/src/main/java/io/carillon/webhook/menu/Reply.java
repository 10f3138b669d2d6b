package io.carillon.webhook.menu;

import java.util.List;

/** What the caller hears next, and what happens then. */
public sealed interface Reply {

    /**
     * A question.
     *
     * @param query of the URL to which the answer goes, see {@link Turns}
     * @param keys how many keys make an answer: 1, or 8 for a date
     */
    record Ask(List<Phrase> said, String query, int keys) implements Reply {
        public Ask {
            said = List.copyOf(said);
        }
    }

    /**
     * The caller is put through to the clinic's number.
     *
     * @param turn so that each transfer of a call has its own URL for what became of it
     * @param emergency whether it is for an emergency
     */
    record PutThrough(List<Phrase> said, String number, int turn, boolean emergency) implements Reply {
        public PutThrough {
            said = List.copyOf(said);
        }
    }

    /** The call ends. */
    record HangUp(List<Phrase> said) implements Reply {
        public HangUp {
            said = List.copyOf(said);
        }
    }
}
