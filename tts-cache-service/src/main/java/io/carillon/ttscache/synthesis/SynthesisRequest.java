package io.carillon.ttscache.synthesis;

import io.carillon.kit.problem.ProblemException;
import io.carillon.ttscache.entry.Utterance;
import io.carillon.ttscache.entry.Voice;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * What is posted.
 *
 * @param text 1 to 5,000 bytes of UTF-8
 * @param voice default {@code carillon.tts.synthesis.voice}
 * @param language default {@code carillon.tts.synthesis.language}
 * @param personal whether the text names a person: then it is not cached and its audio has a secret address
 */
@RegisterForReflection
record SynthesisRequest(
        @Nullable String text,
        @Nullable String voice,
        @Nullable String language,
        boolean personal) {

    Utterance utterance(SynthesisSettings defaults) {
        if (text == null) {
            throw invalid("text is missing; expected something to say");
        }
        try {
            return new Utterance(
                    text,
                    new Voice(
                            voice == null ? defaults.voice() : voice,
                            language == null ? defaults.language() : language));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(400, "VALIDATION", "Invalid request", detail);
    }
}
