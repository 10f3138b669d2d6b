package io.carillon.ttscache.store;

import io.carillon.ttscache.entry.EntryKey;
import io.carillon.ttscache.entry.Mp3;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** The audio this replica made last, up to a number of bytes; what was not asked for longest goes first. */
final class RecentAudio {
    private final long limit;
    private final SequencedMap<EntryKey, Mp3> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    RecentAudio(long limit) {
        this.limit = limit;
    }

    synchronized Optional<Mp3> find(EntryKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void keep(EntryKey key, Mp3 audio) {
        Mp3 replaced = entries.put(key, audio);
        bytes += audio.size() - (replaced == null ? 0 : replaced.size());
        while (bytes > limit) {
            bytes -= entries.pollFirstEntry().getValue().size();
        }
    }
}
