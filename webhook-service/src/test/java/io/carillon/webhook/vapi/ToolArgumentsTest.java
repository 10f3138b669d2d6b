package io.carillon.webhook.vapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.traceability.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolArgumentsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T14:00:30Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-12-01T09:00            | 2026-12-01T09:00-08:00",
                "2026-12-01 09:00            | 2026-12-01T09:00-08:00",
                "2026-12-01t09:00:00         | 2026-12-01T09:00-08:00",
                "2026-12-01T09:00:00.000     | 2026-12-01T09:00-08:00",
                "2026-12-01T09:00Z           | 2026-12-01T09:00Z",
                "2026-12-01T09:00:00-08:00   | 2026-12-01T09:00-08:00",
                "2026-12-01T09:00:00-0800    | 2026-12-01T09:00-08:00",
                "2026-12-01T09:00+01         | 2026-12-01T09:00+01:00",
                "2026-12-01T09:00-08:00[America/Los_Angeles] | 2026-12-01T09:00-08:00",
                "2026-07-01T09:00            | 2027-07-01T09:00-07:00",
                "2026-12-01                  | 2026-12-01T00:00-08:00",
                "20261201                    | 2026-12-01T00:00-08:00",
            })
    @Requirement("R-WEB-03")
    void timesAreReadAsModelsWriteThem(String text, String expected) throws Exception {
        var sent = text.replace("2026-07", "2027-07");

        assertThat(arguments("{\"startTime\":\"%s\"}".formatted(sent)).time("startTime"))
                .contains(OffsetDateTime.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({"14:30, 14:30", "9:05, 09:05", "2:30 PM, 14:30", "2:30 p.m., 14:30", "9am, 09:00", "09:00:00, 09:00"})
    void aDateMayComeWithATimeOfDay(String time, String expected) throws Exception {
        assertThat(arguments("{\"date\":\"2026-12-01\",\"time\":\"%s\"}".formatted(time))
                        .time("date"))
                .contains(OffsetDateTime.parse("2026-12-01T" + expected + "-08:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tomorrow", "2026-13-01T09:00", "2026-12-01T25:00", "9:00", "12/01/2026", "2026-12-01T", "{}"})
    void whatIsNoTimeIsToldWithTheTimeItIs(String text) {
        assertThatThrownBy(() ->
                        arguments("{\"startTime\":\"%s\"}".formatted(text)).time("startTime"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("startTime is not a time; expected for example")
                .hasMessageContaining("It is now 2026-11-21T06:00:00-08:00");
    }

    @Test
    void anHourThatTheClocksLeaveOutIsExplained() {
        assertThatThrownBy(
                        () -> arguments("{\"startTime\":\"2027-03-14T02:30\"}").time("startTime"))
                .hasMessage(
                        "startTime does not exist in America/Los_Angeles: the clocks go from 02:00 to 03:00 that night;"
                                + " ask the caller for another time");
        assertThatThrownBy(
                        () -> arguments("{\"startTime\":\"2026-11-20T09:00\"}").requiredTime("startTime"))
                .hasMessageStartingWith("startTime is in the past; it is now");
        assertThatThrownBy(
                        () -> arguments("{\"startTime\":\"2062-11-20T09:00\"}").time("startTime"))
                .hasMessageStartingWith("startTime is more than 5 years ahead");
        assertThatThrownBy(() -> arguments("{}").requiredTime("startTime"))
                .hasMessageStartingWith("startTime is missing");
    }

    /** The second of two hours with the same name has to be asked for with its offset. */
    @Test
    void anHourThatComesTwiceIsTheFirst() throws Exception {
        assertThat(arguments("{\"startTime\":\"2027-11-07T01:30\"}").time("startTime"))
                .contains(OffsetDateTime.parse("2027-11-07T01:30-07:00"));
    }

    @Test
    void lengthsAreBounded() throws Exception {
        var start = OffsetDateTime.parse("2026-12-01T09:00-08:00");

        assertThat(arguments("{\"durationMinutes\":\"45\"}").durationOrUsual()).isEqualTo(Duration.ofMinutes(45));
        assertThat(arguments("{\"durationMinutes\":45.0}").durationOrUsual()).isEqualTo(Duration.ofMinutes(45));
        assertThat(arguments("{\"endTime\":\"2026-12-01T10:00\"}").duration(start))
                .contains(Duration.ofHours(1));
        assertThat(arguments("{\"durationMinutes\":null}").duration(start)).isEmpty();
        for (var minutes : new String[] {"0", "-5", "481", "1e9", "\"an hour\"", "\"NaN\"", "true"}) {
            assertThatThrownBy(() -> arguments("{\"durationMinutes\":%s}".formatted(minutes))
                            .durationOrUsual())
                    .hasMessage("durationMinutes is not a number from 5 to 480");
        }
        for (var end : new String[] {"2026-12-01T09:00", "2026-11-30", "2026-12-02"}) {
            assertThatThrownBy(() ->
                            arguments("{\"endTime\":\"%s\"}".formatted(end)).duration(start))
                    .hasMessageStartingWith("endTime is not 5 to 480 minutes after startTime");
        }
    }

    @Test
    void datesOfBirthAreWrittenInOneWay() throws Exception {
        assertThat(arguments("{\"dateOfBirth\":\"1980-12-31\"}").dateOfBirth()).isEqualTo(LocalDate.of(1980, 12, 31));
        for (var text : new String[] {"03/04/1980", "1980-02-30", "2030-01-01", "1700-01-01", "December 31, 1980"}) {
            assertThatThrownBy(() -> arguments("{\"dateOfBirth\":\"%s\"}".formatted(text))
                            .dateOfBirth())
                    .hasMessageStartingWith("dateOfBirth is not a date; expected year, month and day");
        }
        assertThatThrownBy(() -> arguments("{}").dateOfBirth())
                .hasMessageContaining("ask the caller for day, month and year");
    }

    @Test
    void idsAndNumbersAreOfTheirForm() throws Exception {
        assertThat(arguments("{\"doctorId\":\" doctor-1 \"}").id("doctorId")).isEqualTo("doctor-1");
        assertThat(arguments("{\"doctorId\":\"null\"}").id("doctorId")).isNull();
        assertThatThrownBy(() -> arguments("{\"doctorId\":\"../x\"}").id("doctorId"))
                .hasMessageStartingWith("doctorId is not an id");
        assertThatThrownBy(() -> arguments("{\"doctorId\":\"Dr. Miller\"}").id("doctorId"))
                .hasMessageStartingWith("doctorId is not an id");
        assertThat(arguments("{\"phone\":\"+1 (555) 555-0123\"}").phone()).isEqualTo("+15555550123");
        assertThatThrownBy(() -> arguments("{\"phone\":\"555-0123\"}").phone()).hasMessageContaining("country code");
    }

    private static ToolArguments arguments(String json) throws JsonProcessingException {
        return new ToolArguments(VapiMessage.JSON.readTree(json), ZoneId.of("America/Los_Angeles"), NOW);
    }
}
