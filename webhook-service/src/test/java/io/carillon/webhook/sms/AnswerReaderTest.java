package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.sms.Seen.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static final Instant NOW = Instant.parse("2030-12-10T18:00:00Z");

    private final AnswerReader reader = new AnswerReader(Duration.ofHours(1));

    @Test
    void aCreatedMessageIsAccepted() {
        assertThat(sent(201, "{\"sid\":\"SM1\",\"status\":\"queued\"}", null)).isEqualTo(new Answer.Accepted("SM1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"truncated\":[1,2", "", "[]", "{}", "<html>", "{\"sid\":null}"})
    void aSuccessThatCannotBeReadMayBeOne(String body) {
        assertThat(sent(201, body, null)).isEqualTo(new Answer.Unclear(Why.GARBAGE));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 599, 302})
    void afterAFailureBehindTheDoorTwilioMayHaveIt(int status) {
        assertThat(sent(status, "", null)).isEqualTo(new Answer.Unclear(Why.SERVER_ERROR));
    }

    @Test
    void anUnavailableTwilioHasNotTakenIt() {
        assertThat(sent(503, "", "2"))
                .isEqualTo(new Answer.NotTaken(Why.UNAVAILABLE, Optional.of(Duration.ofSeconds(2))));
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"code\":21211,\"status\":400}', 21211",
        "401, '', 0",
        "404, '<html>', 0",
        "400, '{\"code\":\"x\"}', 0"
    })
    void aRefusalHasACodeOrNone(int status, String body, int code) {
        assertThat(sent(status, body, null)).isEqualTo(new Answer.Refused(status, code, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2",
        "0, 0",
        "7200, 3600",
        "999999999, 3600",
        "'Tue, 10 Dec 2030 18:00:30 GMT', 30",
        "'Tue, 10 Dec 2030 17:00:00 GMT', 0",
    })
    void waitsAsAskedButNotForEver(String header, long seconds) {
        assertThat(sent(429, "{\"code\":20429}", header))
                .isEqualTo(new Answer.Refused(429, 20429, Optional.of(Duration.ofSeconds(seconds))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "9999999999999"})
    void aTimeThatIsNoneIsNotWaitedFor(String header) {
        assertThat(sent(429, "", header)).isEqualTo(new Answer.Refused(429, 0, Optional.empty()));
    }

    @Test
    void messagesAreListed() {
        var seen = reader.seen(200, """
                {"messages":[{"sid":"SM1","status":"undelivered","error_code":30008,"body":"text",
                  "date_created":"Tue, 10 Dec 2030 17:59:00 +0000"},
                 {"sid":"SM2","status":"sent","error_code":null,"body":null,"date_created":"nonsense"}]}""", null, NOW);

        assertThat(seen)
                .isEqualTo(new Seen.Messages(List.of(
                        new Message("SM1", "undelivered", 30008, "text", NOW.minusSeconds(60)),
                        new Message("SM2", "sent", 0, "", Instant.MAX))));
    }

    @Test
    void oneMessageIsAListOfOneAndNoMessageAListOfNone() {
        assertThat(reader.seen(200, "{\"sid\":\"SM1\",\"status\":\"sent\"}", null, NOW))
                .isInstanceOfSatisfying(
                        Seen.Messages.class, seen -> assertThat(seen.messages()).hasSize(1));
        assertThat(reader.seen(404, "", null, NOW)).isEqualTo(new Seen.Messages(List.of()));
    }

    @ParameterizedTest
    @CsvSource({"429, RATE_LIMITED", "401, CREDENTIAL_INVALID", "500, SERVER_ERROR", "200, GARBAGE"})
    void aListThatWasNotGivenSaysNothing(int status, Why why) {
        assertThat(reader.seen(status, "{\"broken", null, NOW)).isEqualTo(new Seen.NotAsked(why, Optional.empty()));
    }

    private Answer sent(int status, String body, String retryAfter) {
        return reader.sent(status, body, retryAfter, NOW);
    }
}
