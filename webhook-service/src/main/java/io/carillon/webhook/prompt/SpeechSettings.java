package io.carillon.webhook.prompt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The recordings of fixed prompts. */
@ConfigMapping(prefix = "carillon.speech")
interface SpeechSettings {

    /** How often missing recordings are asked for; also the pause after tts-cache-service did not answer. */
    @WithDefault("5s")
    Duration refresh();

    /** After how long a recording is confirmed anew. */
    @WithDefault("60s")
    Duration confirm();

    /** Voice of English prompts; part of the key under which tts-cache-service keeps them (R-TTS-01). */
    @WithDefault("en-US-Neural2-F")
    String voiceEn();

    /** Voice of French prompts. */
    @WithDefault("fr-FR-Neural2-A")
    String voiceFr();
}
