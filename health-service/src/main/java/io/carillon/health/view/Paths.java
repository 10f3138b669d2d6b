package io.carillon.health.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The only table from the fixed words of the seeds' paths to the ids of probes. The probes themselves, with addresses
 * and limits, are the pack's.
 */
final class Paths {

    /** {@code checks} of {@code /health/full} in the order of R-HLTH-04. */
    static final SequencedMap<String, String> FULL_CHECKS = table(
            "database", "postgres",
            "redis", "redis",
            "twilio", "twilio",
            "google_tts", "google_tts",
            "openai", "openai");

    /** {@code services} of {@code /api/health} in the order of R-HLTH-06. */
    static final SequencedMap<String, String> API_SERVICES = table(
            "groq", "groq",
            "elevenlabs", "elevenlabs",
            "qdrant", "qdrant",
            "database", "postgres");

    /** What {@code /health/lb} cannot do without (R-HLTH-08). */
    static final String LOAD_BALANCER = "postgres";

    private Paths() {}

    private static SequencedMap<String, String> table(String... fieldsAndProbes) {
        var table = new LinkedHashMap<String, String>();
        for (var i = 0; i < fieldsAndProbes.length; i += 2) {
            table.put(fieldsAndProbes[i], fieldsAndProbes[i + 1]);
        }
        return Collections.unmodifiableSequencedMap(table);
    }

    /** Each field of {@code table} with the health of its probe. */
    static SequencedMap<String, Health> read(SequencedMap<String, String> table, Board board) {
        var read = new LinkedHashMap<String, Health>();
        table.forEach((field, probe) -> read.put(field, board.probe(probe)));
        return read;
    }
}
