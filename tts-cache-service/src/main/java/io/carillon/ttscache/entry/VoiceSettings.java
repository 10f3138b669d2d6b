package io.carillon.ttscache.entry;

import java.nio.charset.StandardCharsets;

/**
 * What shapes the sound of a voice but has no room in the key.
 *
 * @param provider who makes it, for example {@code google}
 * @param speakingRate 1.0 is the voice's own speed
 * @param pitch semitones up or down, 0.0 is the voice's own
 */
public record VoiceSettings(String provider, double speakingRate, double pitch) {

    /** Stands beside every entry; audio made under another one is not served (R-TTS-07). */
    public String fingerprint() {
        String canonical = provider + "|" + speakingRate + "|" + pitch + "|mp3";
        return Digest.sha256(canonical.getBytes(StandardCharsets.UTF_8), 16);
    }
}
