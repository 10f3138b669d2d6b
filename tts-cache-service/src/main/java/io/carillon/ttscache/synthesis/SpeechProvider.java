package io.carillon.ttscache.synthesis;

import io.carillon.ttscache.entry.Utterance;
import io.carillon.ttscache.entry.VoiceSettings;

/** Makes audio of text. One call is one try: waiting and trying again are the caller's. */
interface SpeechProvider {

    /** As it stands in metrics, for example {@code google}. */
    String name();

    Synthesis synthesize(Utterance utterance, VoiceSettings settings);
}
