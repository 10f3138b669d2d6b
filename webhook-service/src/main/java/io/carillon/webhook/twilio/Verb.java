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

    /** Puts the caller through; Twilio posts the outcome to {@code action}. */
    record Dial(String number, String action) implements Verb {}

    record Hangup() implements Verb {}
}
