package io.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A pack in the shape of the default one that asks for as much as a detection needs: one probe a stand-in every second,
 * one rule of rank 0 over all, one page. Nothing depends on anything, so that each outage is an incident of its own.
 */
final class BenchPack {

    static final String NAME = "bench";

    /** A probe's outside service. PagerDuty's is missing: it is to receive the pages. */
    private static final Map<String, String> URLS = urls();

    private BenchPack() {}

    /** The stand-ins whose faults are detected, by their names. */
    static List<String> standIns() {
        return List.copyOf(URLS.keySet());
    }

    /**
     * Writes it.
     *
     * @param hold the rule's {@code for}
     * @return the directory that {@code CARILLON_RUNBOOKS} is set to
     */
    static Path write(Path directory, Duration hold) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(NAME + ".yaml"), yaml(hold));
        return directory;
    }

    static String yaml(Duration hold) {
        var probes = URLS.entrySet().stream()
                .map(probe -> "  - { id: %s, http: { url: \"%s\" }, interval: 1s, timeout: 1s }"
                        .formatted(probe.getKey(), probe.getValue()))
                .collect(Collectors.joining("\n"));
        return """
                pack: %s

                severities:
                  - { rank: 0, label: P0, title: Critical, respondWithin: immediate, examples: [{ service-down: true }] }
                  - { rank: 1, label: P1, title: High, respondWithin: 15m, examples: [{ partial-outage: true }] }
                  - { rank: 2, label: P2, title: Medium, respondWithin: 1h, examples: [{ performance-degraded: true }] }
                  - { rank: 3, label: P3, title: Low, respondWithin: 1d, examples: [{ documentation: true }] }

                tiers:
                  critical: [page]

                probes:
                %s

                rules:
                  - id: stand-in-down
                    name: Stand-in down
                    when: { health: { probes: [%s] } }
                    for: %dms
                    resolveAfter: 1s
                    rank: 0
                    tier: critical
                    teams: [on-call]
                    channels: [page]
                    page: docs/runbooks/service-down.md

                contacts:
                  - { id: primary-on-call, role: Primary On-Call, slack: "@oncall" }

                teams:
                  - { id: on-call, name: On-call, contacts: [primary-on-call], slack: "@oncall" }

                escalation:
                  - { id: p0, ranks: [0], steps: [{ after: 1h, contacts: [primary-on-call], channels: [page] }] }
                """.formatted(NAME, probes, String.join(", ", URLS.keySet()), hold.toMillis());
    }

    private static Map<String, String> urls() {
        var urls = new LinkedHashMap<String, String>();
        urls.put(
                "twilio",
                "${TWILIO_API_URL}/2010-04-01/Accounts/${TWILIO_ACCOUNT_SID:ACdev00000000000000000000000000000}.json");
        urls.put("vapi", "${VAPI_API_URL}/assistant");
        urls.put("google-tts", "${GOOGLE_TTS_URL}/v1/voices");
        urls.put("elevenlabs", "${ELEVENLABS_URL}/v1/user");
        urls.put("openai", "${OPENAI_URL}/v1/models");
        urls.put("groq", "${GROQ_URL}/openai/v1/models");
        urls.put("qdrant", "${QDRANT_URL}/collections");
        urls.put("google-calendar", "${GOOGLE_CALENDAR_URL}/calendar/v3/users/me/calendarList");
        urls.put("slack", "${SLACK_API_URL}/api/api.test");
        urls.put("deadman", "${CARILLON_DEADMAN_URL}");
        return urls;
    }
}
