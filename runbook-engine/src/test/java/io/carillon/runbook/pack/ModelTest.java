package io.carillon.runbook.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.runbook.Packs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values a pack is made of. */
class ModelTest {

    @ParameterizedTest
    @CsvSource({
        "10,10,COUNT",
        "0.5%,0.5,PERCENT",
        "2s,2,SECONDS",
        "500ms,0.5,SECONDS",
        "512MB,536870912,BYTES",
        "100/s,100,PER_SECOND",
        "30/m,0.5,PER_SECOND",
        "-3,-3,COUNT"
    })
    void quantitiesCarryTheirUnit(String text, double value, Unit unit) {
        assertThat(Quantity.parse(text)).contains(new Quantity(value, unit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "5 %", "%", "5percent", "10MiB", "1/d", "1e3"})
    void whatHasNoUnitOfOursIsNoQuantity(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "12,COUNT,12",
        "5.2,PERCENT,5.2%",
        "150,SECONDS,2m30s",
        "15938355.2,BYTES,15.2MB",
        "100,PER_SECOND,100/s"
    })
    void quantitiesReadAsAnOperatorWritesThem(double value, Unit unit, String text) {
        assertThat(new Quantity(value, unit)).hasToString(text);
    }

    @Test
    void settingsAreFilledFromTheEnvironment() {
        Map<String, String> environment = Map.of("HOST", "db", "EMPTY", "", "ODD", "a$1\\b");

        assertThat(new Setting("tcp://${HOST}:${PORT:5432}").resolve(environment::get))
                .isEqualTo(new Setting.Resolved("tcp://db:5432"));
        assertThat(new Setting("${EMPTY}${NONE:}").resolve(environment::get)).isEqualTo(new Setting.Resolved(""));
        assertThat(new Setting("${ODD}").resolve(environment::get)).isEqualTo(new Setting.Resolved("a$1\\b"));
        assertThat(new Setting("${ONE}/${HOST}/${TWO}").resolve(environment::get))
                .isEqualTo(new Setting.Missing(Set.of("ONE", "TWO")));
        assertThat(new Setting("${A}-${B:c}").names()).containsExactly("A", "B");
    }

    @Test
    void aSeriesMatchesByNameLabelsAndService() {
        Series series =
                Series.parse("webhook.failures{reason=late,provider=twilio}").orElseThrow();
        Map<String, String> labels = Map.of("provider", "twilio", "reason", "late", "clinic", "demo");

        assertThat(series).hasToString("webhook.failures{provider=twilio,reason=late}");
        assertThat(series.matches("any", "webhook.failures", labels)).isTrue();
        assertThat(series.matches("any", "webhook.callbacks", labels)).isFalse();
        assertThat(series.matches("any", "webhook.failures", Map.of("provider", "twilio")))
                .isFalse();
        Series ofWebhooks = series.of(Optional.of("webhook-service"));
        assertThat(ofWebhooks.matches("webhook-service", "webhook.failures", labels))
                .isTrue();
        assertThat(ofWebhooks.matches("booking-service", "webhook.failures", labels))
                .isFalse();
        assertThat(ofWebhooks.isFrom("booking-service")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{a=b}", "x{a=b", "x{a}", "x{a=}", "x{a=b,}", "x{a=b,a=c}", "x y"})
    void whatIsNoSeriesIsRefused(String text) {
        assertThat(Series.parse(text)).isEmpty();
    }

    @Test
    void aConditionIsKindAndSubject() {
        assertThat(ConditionKey.parse("down:postgres")).contains(new ConditionKey("down", "postgres"));
        assertThat(ConditionKey.parse("count:a:b")).contains(new ConditionKey("count", "a:b"));
        assertThat(ConditionKey.parse("down:")).isEmpty();
        assertThat(ConditionKey.parse(":postgres")).isEmpty();
        assertThat(ConditionKey.parse("down")).isEmpty();
    }

    @Test
    void aCauseExplainsWhatNeedsItAndNothingElse() {
        Dependencies graph = new Dependencies(Map.of("ship", List.of("lamp"), "lamp", List.of("oil", "wick")));

        assertThat(graph.explains("lamp", "ship")).isTrue();
        assertThat(graph.explains("oil", "ship")).as("through the lamp").isTrue();
        assertThat(graph.explains("ship", "oil")).isFalse();
        assertThat(graph.explains("oil", "oil")).isFalse();
        assertThat(graph.explains("oil", "wick")).isFalse();
        assertThat(new Dependencies(Map.of("hen", List.of("egg"), "egg", List.of("hen"))).explains("hen", "hen"))
                .as("not even in a circle")
                .isFalse();
        assertThat(graph.causesOf("ship")).containsExactly("lamp", "oil", "wick");
        assertThat(graph.effectsOf("oil")).containsExactly("lamp", "ship");
        assertThat(graph.explains(new ConditionKey("down", "oil"), new ConditionKey("slow", "ship")))
                .isTrue();
        assertThat(graph.explains(new ConditionKey("slow", "oil"), new ConditionKey("down", "ship")))
                .as("only what is down is a cause")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // Handed over on Mondays at nine, Paris time; on 29 March 2026 the clocks go forward.
        "2026-03-23T07:59:59Z, mate", // before the first hand-over, as if it had always run
        "2026-03-23T08:00:00Z, keeper",
        "2026-03-30T06:59:59Z, keeper",
        "2026-03-30T07:00:00Z, mate",
        "2026-04-06T07:00:00Z, keeper",
    })
    void onCallHandsOverAtTheWallClock(Instant at, String expected) {
        Schedule schedule = new Schedule(
                "watch",
                ZoneId.of("Europe/Paris"),
                LocalDate.parse("2026-03-23"),
                LocalTime.of(9, 0),
                7,
                List.of("keeper", "mate"));

        assertThat(schedule.onCall(at)).isEqualTo(expected);
    }

    @Test
    void aSpeedOfNothingIsNoSpeed() {
        Pack pack = Packs.withRule("when: { health: { probes: [lamp] } }, for: 1m, rank: 1");

        assertThatThrownBy(() -> pack.scaled(0)).hasMessageContaining("expected 1 or more");
        assertThat(pack.scaled(1)).isEqualTo(pack);
        assertThatThrownBy(() -> pack.severity(4)).hasMessageContaining("expected 0 to 3");
    }
}
