package io.carillon.ttscache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.ttscache.entry.EntryKey;
import io.carillon.ttscache.entry.Mp3;
import io.carillon.ttscache.entry.Utterance;
import io.carillon.ttscache.entry.Voice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RecentAudioTest {
    private final RecentAudio recent = new RecentAudio(20);

    @Test
    void forgetsWhatWasNotAskedForLongest() {
        recent.keep(key("a"), audio(10));
        recent.keep(key("b"), audio(10));
        recent.find(key("a"));
        recent.keep(key("c"), audio(10));

        assertThat(recent.find(key("a"))).isPresent();
        assertThat(recent.find(key("b"))).isEmpty();
        assertThat(recent.find(key("c"))).isPresent();
    }

    @Test
    void countsAReplacedEntryOnce() {
        recent.keep(key("a"), audio(10));
        recent.keep(key("b"), audio(4));
        recent.keep(key("b"), audio(10));

        assertThat(recent.find(key("a"))).isPresent();
        assertThat(recent.find(key("b"))).isPresent();
    }

    @Test
    void keepsNothingLargerThanItself() {
        recent.keep(key("a"), audio(21));

        assertThat(recent.find(key("a"))).isEmpty();
    }

    private static EntryKey key(String text) {
        return new Utterance(text, new Voice("v", "en")).key();
    }

    private static Mp3 audio(int size) {
        return Mp3.read(("ID3" + "x".repeat(size - 3)).getBytes(StandardCharsets.US_ASCII))
                .orElseThrow();
    }
}
