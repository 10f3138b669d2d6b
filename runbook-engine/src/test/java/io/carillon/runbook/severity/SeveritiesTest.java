package io.carillon.runbook.severity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.runbook.Packs;
import io.carillon.runbook.pack.Durations;
import io.carillon.runbook.pack.FactKind;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Unit;
import io.carillon.traceability.Requirement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Requirement("R-ALRT-66")
class SeveritiesTest {

    /** Each example cell of the five severity tables (ledger 6.1); the response time is that of the label. */
    @ParameterizedTest
    @CsvSource({
        "patientflow, service-down,                 0, P0, 0s",
        "patientflow, data-loss,                    0, P0, 0s",
        "patientflow, security-breach,              0, P0, 0s",
        "patientflow, major-feature-broken,         1, P1, 30m",
        "patientflow, database-lost,                1, P1, 30m",
        "patientflow, error-rate=50.1,              1, P1, 30m",
        "patientflow, error-rate=50,                3, P3, 1d",
        "patientflow, minor-feature-broken,         2, P2, 2h",
        "patientflow, performance-degraded,         2, P2, 2h",
        "patientflow, non-critical-service-down,    2, P2, 2h",
        "patientflow, documentation,                3, P3, 1d",
        "patientflow, cosmetic,                     3, P3, 1d",
        "patientflow, minor-performance,            3, P3, 1d",
        "rose,        service-down,                 0, Critical, 15m",
        "rose,        data-loss,                    0, Critical, 15m",
        "rose,        security-breach,              0, Critical, 15m",
        "rose,        major-feature-broken,         1, Critical, 15m",
        "rose,        error-rate=5.1,               1, Critical, 15m",
        "rose,        error-rate=5,                 2, Warning, 1h",
        "rose,        error-rate=2.1,               2, Warning, 1h",
        "rose,        error-rate=2,                 3, Warning, 1h",
        "medflow,     service-down,                 0, P1, 0s",
        "medflow,     data-loss,                    0, P1, 0s",
        "medflow,     security-breach,              0, P1, 0s",
        "medflow,     database-lost,                0, P1, 0s",
        "medflow,     major-feature-broken,         1, P2, 1h",
        "medflow,     payments-failing,             1, P2, 1h",
        "medflow,     clinics-affected=1,           2, P3, 4h",
        "medflow,     device-sync-failed,           2, P3, 4h",
        "medflow,     cosmetic,                     3, P4, 1d",
        "ai-booking,  service-down,                 0, P0, 0s",
        "ai-booking,  data-loss,                    0, P0, 0s",
        "ai-booking,  security-breach,              0, P0, 0s",
        "ai-booking,  clinics-affected-share=100,   0, P0, 0s",
        "ai-booking,  clinics-affected-share=99,    3, P3, 1d",
        "ai-booking,  partial-outage,               1, P1, 1h",
        "ai-booking,  major-feature-broken,         1, P1, 1h",
        "ai-booking,  clinics-affected=2,           1, P1, 1h",
        "ai-booking,  error-rate=10.1,              1, P1, 1h",
        "ai-booking,  minor-feature-broken,         2, P2, 4h",
        "ai-booking,  clinics-affected=1,           2, P2, 4h",
        "ai-booking,  performance-degraded,         2, P2, 4h",
        "ai-booking,  error-rate=10,                2, P2, 4h",
        "ai-booking,  error-rate=5,                 2, P2, 4h",
        "ai-booking,  error-rate=4.9,               3, P3, 1d",
        "ai-booking,  latency-p95=2.1,              2, P2, 4h",
        "ai-booking,  latency-p95=2,                3, P3, 1d",
        "ai-booking,  cosmetic,                     3, P3, 1d",
        "ai-booking,  minor-performance,            3, P3, 1d",
        "voxanne,     service-down,                 0, Critical, 15m",
        "voxanne,     data-loss,                    0, Critical, 15m",
        "voxanne,     security-breach,              0, Critical, 15m",
        "voxanne,     database-lost,                0, Critical, 15m",
        "voxanne,     major-feature-broken,         1, Critical, 15m",
        "voxanne,     performance-degraded,         2, Warning, 1h",
        "voxanne,     error-rate=1.1,               2, Warning, 1h",
        "voxanne,     error-rate=1,                 3, Info, 1d",
        "voxanne,     minor-performance,            3, Info, 1d",
    })
    void examplesOfTheFiveTables(String pack, String fact, int rank, String label, String response) {
        Classification severity =
                Severities.classify(Packs.resource("/fixtures/%s-shape.yaml".formatted(pack)), facts(fact), 3);

        assertThat(severity.rank()).isEqualTo(rank);
        assertThat(severity.label()).isEqualTo(label);
        assertThat(severity.respondWithin()).isEqualTo(Durations.parse(response).orElseThrow());
    }

    @Test
    void theHighestRankWinsWhoeverSaysIt() {
        Pack pack = Packs.withRule("when: { health: { probes: [lamp] } }, for: 1m, rank: 1");
        Facts gale = Facts.none().with(FactKind.ERROR_RATE, 13);

        assertThat(Severities.classify(pack, Facts.none(), 2).label()).isEqualTo("Breeze");
        assertThat(Severities.classify(pack, gale, 2).label()).isEqualTo("Gale");
        assertThat(Severities.classify(pack, gale, 2).because()).containsExactly(FactKind.ERROR_RATE);
        assertThat(Severities.classify(pack, gale, 0).label())
                .as("the rule is stricter")
                .isEqualTo("Storm");
        assertThat(Severities.classify(pack, gale.with(FactKind.DATA_LOSS), 3).label())
                .isEqualTo("Storm");
    }

    @Test
    void anExampleOfSeveralFactsNeedsThemAll() {
        Pack pack = Packs.load(Packs.yaml("when: { health: { probes: [lamp] } }, for: 1m, rank: 1")
                .replace("[{ data-loss: true }]", "[{ partial-outage: true, clinics-affected: { atLeast: 3 } }]"));
        Facts outage = Facts.none().with(FactKind.PARTIAL_OUTAGE);

        assertThat(Severities.classify(pack, outage, 3).rank()).isEqualTo(3);
        assertThat(Severities.classify(pack, outage.with(FactKind.CLINICS_AFFECTED, 2), 3)
                        .rank())
                .isEqualTo(3);
        assertThat(Severities.classify(pack, outage.with(FactKind.CLINICS_AFFECTED, 3), 3)
                        .rank())
                .isZero();
    }

    @Test
    void theDeadlineCountsFromTheOpening() {
        Instant opened = Instant.parse("2026-01-05T03:00:00Z");
        Pack pack = Packs.withRule("when: { health: { probes: [lamp] } }, for: 1m, rank: 1");

        assertThat(Severities.classify(pack, Facts.none(), 1).deadline(opened))
                .isEqualTo(opened.plus(Duration.ofMinutes(7)));
        assertThat(Severities.classify(pack, Facts.none(), 0).deadline(opened)).isEqualTo(opened);
        assertThatThrownBy(() -> Facts.none().with(FactKind.ERROR_RATE)).hasMessageContaining("give its value");
    }

    private static Facts facts(String text) {
        String[] parts = text.split("=");
        FactKind kind = FactKind.of(parts[0]).orElseThrow();
        return kind.unit() == Unit.FLAG
                ? Facts.none().with(kind)
                : Facts.none().with(kind, Double.parseDouble(parts[1]));
    }
}
