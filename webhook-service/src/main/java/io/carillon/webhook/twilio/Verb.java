package io.carillon.webhook.twilio;

import java.util.List;

/** The TwiML verbs that Carillon speaks; {@link Twiml} writes them. */
sealed interface Verb {

    /**
     * Text read out by Twilio's own voice.
     *
     * @param language BCP 47, for example {@code en-US}
     */
    record Say(String language, String text) implements Verb {}

    /** A recording fetched by Twilio from an absolute URL. */
    record Play(String url) implements Verb {}

    /**
     * Waits for a key or for speech while the prompts are heard, and posts what it got, silence included, to
     * {@code action}.
     *
     * @param language of the expected speech, BCP 47
     * @param keys how many make an answer; a single one may also be {@code *} or {@code #}, where {@code #} ends several
     * @param timeoutSeconds of silence after the last prompt, and between two keys
     */
    record Gather(String action, String language, int keys, int timeoutSeconds, List<Verb> prompts) implements Verb {
        public Gather {
            prompts = List.copyOf(prompts);
        }
    }

    /**
     * Plays the prompts; a key that is pressed meanwhile, or within {@link #AFTERWARDS_SECONDS}, is posted to {@code action}.
     * Without one Twilio goes on with the next verb, which it does for a {@code <Gather>} that does not ask for an
     * {@code action} on silence (twilio.com/docs/voice/twiml/gather).
     */
    record Interruptible(String action, List<Verb> prompts) implements Verb {

        /** The least that Twilio takes (its warning 13313 wants a positive integer): it is silence for the caller. */
        static final int AFTERWARDS_SECONDS = 1;

        public Interruptible {
            prompts = List.copyOf(prompts);
        }
    }

    /** Twilio posts to {@code action} what to do next. */
    record Redirect(String action) implements Verb {}

    /** Puts the caller through; Twilio posts the outcome to {@code action}. */
    record Dial(String number, String action) implements Verb {}

    record Hangup() implements Verb {}

    /** A text message in answer to one; Twilio splits what is longer than a segment. */
    record Message(String text) implements Verb {}
}
