package io.carillon.runbook.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.runbook.Packs;
import io.carillon.runbook.Texts;
import io.carillon.runbook.pack.Channel;
import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.ConditionKey;
import io.carillon.runbook.pack.Contact;
import io.carillon.runbook.pack.Dependencies;
import io.carillon.runbook.pack.EscalationPolicy;
import io.carillon.runbook.pack.Limit;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Probe;
import io.carillon.runbook.pack.Rule;
import io.carillon.runbook.rule.Watch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packs' numbers against the ledger's: a pack is data, so somebody has to read it. */
class BundledPacksTest {
    private static final Pack PATIENTFLOW = Packs.resource("/runbooks/patientflow.yaml");
    private static final Pack DEFAULT = Packs.resource("/runbooks/default.yaml");

    static Stream<Pack> packs() {
        return Texts.in("/runbooks").stream().map(Packs::resource);
    }

    @Test
    void serviceDownPagesTheOnCallEngineerAfterTwoMinutes() {
        Rule rule = PATIENTFLOW.rule("pf-service-down").orElseThrow();

        assertThat(rule.hold()).isEqualTo(Duration.ofMinutes(2));
        assertThat(rule.rank()).isZero();
        assertThat(rule.teams()).containsExactly("on-call");
        assertThat(rule.channels()).contains(Channel.PAGE);
        assertThat(rule.conditions())
                .extracting(ConditionKey::toString)
                .containsExactlyInAnyOrder(
                        "down:webhook-service",
                        "down:booking-service",
                        "down:tts-cache-service",
                        "down:health-service",
                        "down:alerting-service");
    }

    @Test
    void databaseLostPagesOnCallAndDatabaseTeamAfterOneMinute() {
        Rule rule = PATIENTFLOW.rule("pf-database-connection-lost").orElseThrow();

        assertThat(rule.hold()).isEqualTo(Duration.ofMinutes(1));
        assertThat(rule.rank()).isEqualTo(1);
        assertThat(rule.teams()).containsExactly("on-call", "database");
        assertThat(rule.channels()).contains(Channel.PAGE);
        assertThat(rule.conditions()).containsExactly(new ConditionKey("down", "postgres"));
    }

    @Test
    void moreThanTenWebhookFailuresInFiveMinutesTellSlackAndNobodysPager() {
        Rule rule = PATIENTFLOW.rule("pf-twilio-webhook-failures").orElseThrow();
        Limit limit = ((Condition.Count) rule.condition()).limit();

        assertThat(rule.window()).isEqualTo(Duration.ofMinutes(5));
        assertThat(limit.band(10)).isEmpty();
        assertThat(limit.band(11)).isPresent();
        assertThat(rule.rank()).isEqualTo(1);
        assertThat(rule.channels()).containsExactly(Channel.SLACK);
        assertThat(rule.conditions()).hasToString("[count:webhook.failures{provider=twilio}]");
    }

    @Test
    void patientflowAnswersInItsTimes() {
        assertThat(PATIENTFLOW.severities())
                .extracting(severity -> severity.label() + " " + severity.respondWithin())
                .containsExactly("P0 PT0S", "P1 PT30M", "P2 PT2H", "P3 PT24H");
        EscalationPolicy p0 = PATIENTFLOW.escalationFor(0, List.of("on-call")).orElseThrow();
        assertThat(p0.steps().getFirst().after()).isZero();
        assertThat(p0.steps().getFirst().contacts()).containsExactly("engineering-manager", "cto");
        assertThat(PATIENTFLOW.contacts())
                .extracting(Contact::role)
                .containsExactly(
                        "Primary On-Call", "Secondary On-Call", "Engineering Manager", "Database Admin", "CTO");
    }

    @Test
    void aStoppedDatabaseExplainsWhatNeedsIt() {
        for (Pack pack : List.of(PATIENTFLOW, DEFAULT)) {
            Dependencies dependencies = pack.dependencies();
            ConditionKey database = new ConditionKey("down", "postgres");
            assertThat(dependencies.explains(database, new ConditionKey("down", "booking-service")))
                    .isTrue();
            assertThat(dependencies.explains(new ConditionKey("down", "booking-service"), database))
                    .isFalse();
            assertThat(dependencies.explains(database, new ConditionKey("down", "webhook-service")))
                    .isFalse();
        }
    }

    @Test
    void theDefaultPackProbesTheUnion() {
        assertThat(DEFAULT.probes())
                .extracting(Probe::id)
                .contains(
                        "postgres",
                        "redis",
                        "kafka",
                        "twilio",
                        "google_tts",
                        "openai",
                        "groq",
                        "elevenlabs",
                        "qdrant",
                        "vapi",
                        "google_calendar")
                .containsAll(PATIENTFLOW.probes().stream().map(Probe::id).toList());
    }

    @Test
    void theDefaultPackIsTheStricterOne() {
        // Beside PatientFlow's: what the data checks find (R-BOOK-26), our public name (R-WEB-09), and Vapi
        // (R-ALRT-48).
        assertThat(DEFAULT.rules())
                .extracting(Rule::id)
                .containsOnlyOnceElementsOf(
                        PATIENTFLOW.rules().stream().map(Rule::id).toList())
                .contains("data-check-red", "public-host-wrong", "vapi-down")
                .hasSize(PATIENTFLOW.rules().size() + 3);
        for (Rule rule : PATIENTFLOW.rules()) {
            Rule own = DEFAULT.rule(rule.id()).orElseThrow();
            assertThat(own.rank()).isLessThanOrEqualTo(rule.rank());
            assertThat(own.hold()).isLessThanOrEqualTo(rule.hold());
        }
        for (int rank = 0; rank <= 3; rank++) {
            assertThat(DEFAULT.severity(rank).label()).isEqualTo("P" + rank);
            assertThat(DEFAULT.severity(rank).respondWithin())
                    .isLessThanOrEqualTo(PATIENTFLOW.severity(rank).respondWithin());
        }
    }

    @ParameterizedTest
    @MethodSource("packs")
    void whatIsOursIsLookedAtEveryFiveSecondsAndTheWorldEveryThirty(Pack pack) {
        for (Probe probe : pack.probes()) {
            boolean outside = probe.statusPage().isPresent();
            assertThat(probe.timing().interval()).as(probe.id()).isEqualTo(Duration.ofSeconds(outside ? 30 : 5));
            assertThat(probe.timing().timeout()).as(probe.id()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @MethodSource("packs")
    void everyRuleIsWatchedAndHasItsPageAndItsLadder(Pack pack) {
        Path root = Path.of(System.getProperty("carillon.root"));
        for (Rule rule : pack.rules()) {
            assertThat(Watch.of(pack)).anyMatch(watch -> watch.rule().equals(rule));
            assertThat(root.resolve(rule.page())).as(rule.id()).isRegularFile();
            assertThat(pack.escalationFor(rule.rank(), rule.teams()))
                    .as(rule.id())
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"service-down", "database-connection-lost", "twilio-webhook-failures", "public-host", "vapi-down"
            })
    void everyPageSaysWhatAPersonNeedsAtThreeInTheMorning(String page) throws Exception {
        String text = Files.readString(Path.of(System.getProperty("carillon.root"), "docs", "runbooks", page + ".md"));

        assertThat(text)
                .contains("## Symptoms", "## First calls", "## Causes", "## Fix", "## Verify", "## After")
                .contains("Version:", "Last updated:", "Next review:", "Owner:");
    }
}
