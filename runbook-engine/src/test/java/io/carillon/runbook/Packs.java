package io.carillon.runbook;

import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.parse.PackOutcome;
import io.carillon.runbook.parse.PackParser;

/** Packs for tests. */
public final class Packs {
    /** The names are nobody's; the numbers are nobody's either. */
    private static final String FRAME = """
            pack: lighthouse
            severities:
              - { rank: 0, label: Storm, respondWithin: immediate, examples: [{ data-loss: true }] }
              - { rank: 1, label: Gale, respondWithin: 7m, examples: [{ error-rate: { above: 12.5%% } }] }
              - { rank: 2, label: Breeze, respondWithin: 3h }
              - { rank: 3, label: Calm, respondWithin: 2d }
            tiers: { horn: [page, slack], bell: [email] }
            dependencies: { lamp: [oil, wick], ship: [lamp] }
            probes:
              - { id: lamp, http: { url: "${LAMP}/lit" }, interval: 4s, timeout: 1s, failuresToDown: %d, successesToUp: %d }
              - { id: oil, tcp: { address: "${OIL}" }, interval: 4s, timeout: 1s }
              - { id: wick, tcp: { address: "${WICK}" }, interval: 4s, timeout: 1s }
              - { id: ship, heartbeat: { source: ships }, interval: 4s, timeout: 1s }
            rules:
            %s
            contacts:
              - { id: keeper, role: Keeper, phone: "${KEEPER:42}" }
              - { id: mate, role: Mate, slack: "@mate" }
              - { id: harbour, role: Harbour master, email: "${HARBOUR:}" }
              - { id: navy, role: Navy, url: "https://navy.example", outside: true }
            schedules:
              - { id: watch, timeZone: Europe/Paris, starts: "2026-03-23", handover: "09:00", every: 7d, rotation: [keeper, mate] }
            teams:
              - { id: tower, contacts: [keeper] }
            escalation:
              - id: climb
                ranks: [0, 1]
                steps:
                  - { after: 11m, contacts: [mate], channels: [page] }
                  - { after: 17m, contacts: [mate], schedules: [watch], channels: [page], repeat: { every: 5m, times: 2 } }
                  - { after: 40m, until: resolved, contacts: [harbour], channels: [slack] }
                  - { after: 90m, until: resolved, contacts: [navy], channels: [email] }
              - id: sleep
                ranks: [2, 3]
                steps: [{ after: 6h, contacts: [keeper], channels: [email], repeat: { every: 1h } }]
            """;

    private static final String COMMON = ", tier: horn, teams: [tower], page: docs/runbooks/lighthouse.md }";

    private Packs() {}

    /** A pack with one rule, given by what differs: {@code when: {…}, for: 3m, rank: 1}. */
    public static Pack withRule(String rule) {
        return withRule(rule, 1, 1);
    }

    /** The same, with a lamp that needs so many failures to be down and so many good checks to be up. */
    public static Pack withRule(String rule, int failuresToDown, int successesToUp) {
        return load(yaml(rule, failuresToDown, successesToUp));
    }

    /** The text of such a pack. */
    public static String yaml(String rule) {
        return yaml(rule, 1, 1);
    }

    private static String yaml(String rule, int failuresToDown, int successesToUp) {
        return FRAME.formatted(failuresToDown, successesToUp, "  - { id: dark, name: It is dark, " + rule + COMMON);
    }

    public static Pack load(String yaml) {
        return switch (PackParser.parse("test.yaml", yaml)) {
            case PackOutcome.Loaded loaded -> loaded.pack();
            case PackOutcome.Refused refused -> throw new IllegalArgumentException(refused.toString());
        };
    }

    public static Pack resource(String resource) {
        return load(Texts.of(resource));
    }
}
