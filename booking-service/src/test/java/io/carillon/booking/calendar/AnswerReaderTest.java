package io.carillon.booking.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerReaderTest {

    private static final Instant NOW = Instant.parse("2030-01-07T09:00:00Z");

    private final AnswerReader reader = new AnswerReader(Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource({
        "rateLimitExceeded, QUOTA",
        "userRateLimitExceeded, QUOTA",
        "quotaExceeded, QUOTA",
        "dailyLimitExceeded, QUOTA",
        "insufficientPermissions, PERMISSION",
        "accessNotConfigured, PERMISSION",
        "requiredAccessLevel, CALENDAR_FORBIDDEN",
        "forbiddenForNonOrganizer, CALENDAR_FORBIDDEN",
        "forbidden, CALENDAR_FORBIDDEN",
        "somethingNew, CALENDAR_FORBIDDEN",
    })
    @Requirement("R-BOOK-13")
    void aQuotaAndAPermissionAreBoth403AndToldApartByTheirReason(String reason, Problem problem) {
        var body = """
                {"error":{"errors":[{"domain":"global","reason":"%s","message":"m"}],"code":403,"message":"m"}}""".formatted(reason);

        assertThat(problem(reader.read(403, body, null, NOW))).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({"RESOURCE_EXHAUSTED, IGNORED, QUOTA", "PERMISSION_DENIED, ACCESS_TOKEN_SCOPE_INSUFFICIENT, PERMISSION"})
    void theNewerFormOfErrorsIsReadToo(String status, String reason, Problem problem) {
        var body = """
                {"error":{"code":403,"status":"%s","details":[{"reason":"%s"}]}}""".formatted(status, reason);

        assertThat(problem(reader.read(403, body, null, NOW))).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(
            value = {"<html>no</html>", "''", "[]", "{\"error\":\"x\"}", "{\"error\":{\"errors\":7}}", "null"},
            quoteCharacter = '\'',
            delimiter = '|')
    void a403ThatIsNotGooglesJsonIsNoQuota(String body) {
        assertThat(problem(reader.read(403, body, null, NOW))).isEqualTo(Problem.CALENDAR_FORBIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "500, SERVER_ERROR",
        "503, SERVER_ERROR",
        "408, SERVER_ERROR",
        "400, REJECTED",
        "412, REJECTED",
        "302, REJECTED",
        "429, QUOTA"
    })
    void statusesThatSayAllByThemselves(int status, Problem problem) {
        assertThat(problem(reader.read(status, "", null, NOW))).isEqualTo(problem);
    }

    @Test
    void whatIsThereWhatIsGoneAndWhoIsNotLetIn() {
        assertThat(reader.read(409, "", null, NOW)).isEqualTo(new Answer.Exists());
        assertThat(reader.read(404, "", null, NOW)).isEqualTo(new Answer.Missing());
        assertThat(reader.read(410, "", null, NOW)).isEqualTo(new Answer.Missing());
        assertThat(reader.read(401, "", null, NOW)).isEqualTo(new Answer.TokenRefused());
        assertThat(reader.read(204, "", null, NOW)).isInstanceOf(Answer.Done.class);
        assertThat(reader.read(200, "{}", null, NOW)).isInstanceOf(Answer.Done.class);
    }

    @ParameterizedTest
    @CsvSource({"{\"truncated\":[1", "[]", "yes"})
    void a200WithoutTheirJsonIsGarbage(String body) {
        assertThat(problem(reader.read(200, body, null, NOW))).isEqualTo(Problem.GARBAGE);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "2 | PT2S",
                " 90 | PT90S",
                "99999 | PT1H",
                "Mon, 07 Jan 2030 09:00:30 GMT | PT30S",
                "Mon, 07 Jan 2030 08:00:00 GMT | PT0S",
                "soon | ",
                "-5 | ",
                " | "
            },
            delimiter = '|')
    @Requirement("R-EXT-04")
    void retryAfterIsSecondsOrADateAndBelievedWithinReason(String header, Duration wait) {
        assertThat(reader.read(429, "", header, NOW))
                .isEqualTo(new Answer.Failed(Problem.QUOTA, Optional.ofNullable(wait)));
    }

    private static Problem problem(Answer answer) {
        return ((Answer.Failed) answer).problem();
    }
}
