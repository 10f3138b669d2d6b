package io.carillon.webhook.vapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HappeningReaderTest {

    @Test
    void theReportTellsHowACallEnded() throws Exception {
        assertThat(read(MessageType.END_OF_CALL_REPORT, """
                {"endedReason":"customer-ended-call","startedAt":"2026-11-20T17:05:00.000Z","endedAt":"2026-11-20T17:07:03.500Z",
                 "durationSeconds":123.5,"cost":0.1873,"analysis":{"summary":"S","successEvaluation":"true"},
                 "artifact":{"transcript":"T"}}"""))
                .isEqualTo(new Happening.Ended(
                        "customer-ended-call",
                        Instant.parse("2026-11-20T17:05:00Z"),
                        Instant.parse("2026-11-20T17:07:03.500Z"),
                        Duration.ofMillis(123_500),
                        new BigDecimal("0.187300"),
                        "true",
                        "S",
                        "T"));
    }

    @Test
    void whatIsMissingIsFoundInTheCallOrLeftOut() throws Exception {
        assertThat(read(MessageType.END_OF_CALL_REPORT, """
                {"call":{"endedReason":"silence-timed-out","cost":1,"startedAt":"2026-11-20T17:05:00Z",
                 "endedAt":"2026-11-20T17:05:10Z"}}"""))
                .isEqualTo(new Happening.Ended(
                        "silence-timed-out",
                        Instant.parse("2026-11-20T17:05:00Z"),
                        Instant.parse("2026-11-20T17:05:10Z"),
                        Duration.ofSeconds(10),
                        new BigDecimal("1.000000"),
                        null,
                        null,
                        null));
    }

    /** Whatever a field is, the rest of the message counts, and PostgreSQL can store what is made of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cost\":\"much\",\"durationSeconds\":-1,\"startedAt\":7,\"endedAt\":\"yesterday\",\"analysis\":[]}",
                "{\"cost\":1e300,\"durationSeconds\":1e300,\"startedAt\":\"+999999999-01-01T00:00:00Z\"}",
                "{\"cost\":1e-300,\"endedReason\":\"\\u0000\",\"artifact\":{\"transcript\":{}}}",
                "{}",
                "[]",
                "null",
            })
    void nonsenseIsLeftOut(String message) throws Exception {
        for (var type : MessageType.values()) {
            assertThat(read(type, message)).isNotNull();
        }
        assertThat(read(MessageType.END_OF_CALL_REPORT, message))
                .isInstanceOfSatisfying(Happening.Ended.class, ended -> {
                    assertThat(ended.startedAt()).isNull();
                    assertThat(ended.endedAt()).isNull();
                    assertThat(ended.duration()).isNull();
                    assertThat(ended.transcript()).isNull();
                });
    }

    @Test
    void sentencesAreKeptOnceTheyAreFinalAndWereNotWithheld() throws Exception {
        assertThat(read(
                        MessageType.TRANSCRIPT,
                        "{\"role\":\"user\",\"transcriptType\":\"final\",\"transcript\":\"Hi\\u0000!\"}"))
                .isEqualTo(new Happening.Said("user", "Hi!"));
        assertThat(read(
                        MessageType.TRANSCRIPT,
                        "{\"role\":\"user\",\"transcriptType\":\"partial\",\"transcript\":\"Hi\"}"))
                .isEqualTo(new Happening.Counted());
        assertThat(read(MessageType.TRANSCRIPT, "{\"role\":\"user\",\"transcript\":\"[withheld]\"}"))
                .isEqualTo(new Happening.Counted());
        assertThat(read(MessageType.TRANSCRIPT, "{\"transcript\":\"%s\"}".formatted("x".repeat(9_999))))
                .isInstanceOfSatisfying(
                        Happening.Said.class, said -> assertThat(said.text()).hasSize(4_000));
    }

    @Test
    void theOthersSayAWord() throws Exception {
        assertThat(read(MessageType.STATUS_UPDATE, "{\"status\":\"ended\",\"endedReason\":\"x\"}"))
                .isEqualTo(new Happening.Status("ended", "x"));
        assertThat(read(MessageType.LANGUAGE_CHANGE_DETECTED, "{\"language\":\"fr\"}"))
                .isEqualTo(new Happening.LanguageChanged("fr"));
        assertThat(read(MessageType.TRANSFER_UPDATE, "{\"destination\":{\"number\":\"+1555\"}}"))
                .isEqualTo(new Happening.Transferred("+1555"));
        assertThat(read(MessageType.PHONE_CALL_CONTROL, "{\"request\":\"hang-up\"}"))
                .isEqualTo(new Happening.Noted("hang-up"));
        assertThat(read(MessageType.UNKNOWN, "{\"type\":\"telepathy\"}")).isEqualTo(new Happening.Noted("telepathy"));
        assertThat(read(MessageType.CALL_DELETED, "{}")).isEqualTo(new Happening.Deleted());
    }

    private static Happening read(MessageType type, String json) throws Exception {
        return HappeningReader.read(type, VapiMessage.JSON.readTree(json));
    }
}
