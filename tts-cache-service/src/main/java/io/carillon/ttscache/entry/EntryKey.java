package io.carillon.ttscache.entry;

import java.util.regex.Pattern;

/**
 * Names the audio of one text in one voice, in Redis and in a path.
 *
 * @param hash MD5 of the UTF-8 text, 32 lower-case hexadecimal digits, because the operators' own scripts compute it so
 *     (R-TTS-02). It names and guards nothing.
 */
public record EntryKey(String hash, Voice voice) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException saying what was wrong and what was expected */
    public EntryKey {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("hash is not an MD5; expected 32 lower-case hexadecimal digits");
        }
    }

    static EntryKey of(String text, Voice voice) {
        return new EntryKey(Digest.md5(text), voice);
    }

    /** Where the audio is, Base64 text: exactly the runbook's key (R-TTS-01). */
    public String audio() {
        return "tts:cache:" + suffix();
    }

    /** Where the fingerprint is of the settings the audio was made with (R-TTS-07). */
    public String settings() {
        return "tts:settings:" + suffix();
    }

    /** Where the lock is that one replica holds while it makes the audio. */
    public String lock() {
        return "tts:lock:" + suffix();
    }

    /** Where the text is, so that lost audio can be made again. */
    public String text() {
        return "tts:text:" + hash;
    }

    private String suffix() {
        return hash + ":" + voice.name() + ":" + voice.language();
    }
}
