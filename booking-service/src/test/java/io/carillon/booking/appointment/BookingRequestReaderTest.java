package io.carillon.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.appointment.BookingRequestReader.Read;
import io.carillon.booking.slot.SlotLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookingRequestReaderTest {

    private static final Instant NOW = Instant.parse("2029-12-31T00:00:00Z");

    private final BookingRequestReader reader = new BookingRequestReader(new SlotLimits(Duration.ofDays(3653)));

    @Test
    void idsAreOpaqueAndTimesAreInstants() {
        var read = read("""
                {"patientId":"'; drop table contacts; --","doctorId":"d","unknownField":[1],
                 "startTime":"2030-01-07T09:00:00+01:00","endTime":"2030-01-07T08:30:00.000000999Z"}""");

        assertThat(read)
                .isEqualTo(new Read.Readable(new BookingRequest(
                        "'; drop table contacts; --",
                        "d",
                        Instant.parse("2030-01-07T08:00:00Z"),
                        Instant.parse("2030-01-07T08:30:00Z"),
                        "2030-01-07T09:00:00+01:00",
                        "2030-01-07T08:30:00.000000999Z",
                        null,
                        null)));
    }

    @Test
    void aCallMayBeNamed() {
        var longest = "C".repeat(128);

        assertThat(read(bodyWith("callId", '"' + longest + '"')))
                .isInstanceOfSatisfying(
                        Read.Readable.class,
                        read -> assertThat(read.request().callId()).isEqualTo(longest));
        assertThat(read(bodyWith("callId", "null")))
                .isInstanceOfSatisfying(
                        Read.Readable.class,
                        read -> assertThat(read.request().callId()).isNull());
    }

    @ParameterizedTest(name = "callId = {0}")
    @ValueSource(strings = {"7", "{}", "[]", "true", "\"\"", "\" \"", "\"a\\u0000b\"", "\"a\\nb\""})
    void whatIsNoCallIdIsRefused(String callId) {
        assertThat(faults(bodyWith("callId", callId))).contains("callId");
    }

    @Test
    void aCallIdThatIsTooLongIsRefused() {
        assertThat(faults(bodyWith("callId", '"' + "C".repeat(129) + '"')))
                .contains("callId is not plain text; expected at most 128 characters");
    }

    @Test
    void aTypeMaySayHowLongItTakes() {
        var read = read("""
                {"patientId":"p","doctorId":"d","startTime":"2030-01-07T09:00:00+01:00","type":"first-visit"}""");

        assertThat(read)
                .isEqualTo(new Read.Readable(new BookingRequest(
                        "p",
                        "d",
                        Instant.parse("2030-01-07T08:00:00Z"),
                        null,
                        "2030-01-07T09:00:00+01:00",
                        null,
                        "first-visit",
                        null)));
    }

    @ParameterizedTest(name = "type = {0}")
    @ValueSource(strings = {"7", "{}", "\"\"", "\"first visit\"", "\"a\\u0000b\"", "\"-a\"", "\"x'; --\""})
    void whatIsNoCodeIsNoType(String type) {
        assertThat(faults(bodyWith("type", type))).contains("type is not valid; expected 1 to 64 letters");
    }

    @Test
    void aStartAloneIsLookedAtAsWell() {
        assertThat(faults("""
                {"patientId":"p","doctorId":"d","startTime":"2040-01-07T09:00:00Z","type":"first-visit"}""")).contains("startTime is too far ahead");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "7", "\"text\"", "{} {}", "{\"patientId\":\"p\",}", "\u0000"})
    void whatIsNoJsonObjectIsUnreadable(String body) {
        assertThat(faults(body)).contains("not a JSON object");
    }

    @Test
    void everyMissingFieldIsNamedAtOnce() {
        assertThat(faults("{\"doctorId\":null}"))
                .contains("patientId is missing", "doctorId is missing", "startTime is missing", "endTime is missing");
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            patientId | 7                                | patientId is not a string
            patientId | {"a":1}                          | patientId is not a string
            patientId | ""                               | patientId is not an id
            patientId | "  "                             | patientId is not an id
            doctorId  | "a\\u0000b"                      | doctorId is not an id
            doctorId  | "\\ud800"                        | doctorId is not an id
            startTime | 1893513600                       | startTime is not a string
            startTime | "tomorrow"                       | startTime is not a time
            startTime | "2030-01-07"                     | startTime is not a time
            startTime | "2030-01-07T09:00:00"            | startTime is not a time
            startTime | "2030-02-30T09:00:00Z"           | startTime is not a time
            startTime | "+999999999-01-01T00:00:00Z"     | startTime lies outside the years
            startTime | "1999-12-31T23:59:59Z"           | startTime lies outside the years
            endTime   | "2030-01-07T08:00:00Z"           | endTime is not after startTime
            endTime   | "2030-01-07T07:00:00Z"           | endTime is not after startTime
            endTime   | "2030-01-07T08:00:59Z"           | too short or too long
            endTime   | "2030-01-08T08:00:01Z"           | too short or too long
            endTime   | "2040-01-07T08:00:00Z"           | too short or too long
            """)
    void whatIsWrongWithAFieldIsSaid(String field, String value, String fault) {
        assertThat(faults(bodyWith(field, value))).contains(fault);
    }

    @Test
    void idsEndAtSixtyFourCharacters() {
        assertThat(read(bodyWith("patientId", "\"" + "x".repeat(64) + "\""))).isInstanceOf(Read.Readable.class);
        assertThat(faults(bodyWith("patientId", "\"" + "x".repeat(65) + "\""))).contains("patientId is not an id");
    }

    @Test
    void theHorizonIsFiveYearsAtLeastAndEndsSomewhere() {
        assertThat(read("""
                {"patientId":"p","doctorId":"d","startTime":"2034-12-31T00:00:00Z","endTime":"2034-12-31T00:01:00Z"}""")).isInstanceOf(Read.Readable.class);
        assertThat(faults("""
                {"patientId":"p","doctorId":"d","startTime":"9999-01-01T00:00:00Z","endTime":"9999-01-01T01:00:00Z"}""")).contains("too far ahead");
    }

    @Test
    void whatCouldBeReadIsKeptAndWhatWasSentIsNotRepeated() {
        var read = read(bodyWith("endTime", "\"+15555550123\""));

        assertThat(read).isInstanceOfSatisfying(Read.Unreadable.class, unreadable -> {
            assertThat(unreadable.sent()).isEqualTo(new AsSent("p", "d", Instant.parse("2030-01-07T08:00:00Z"), null));
            assertThat(unreadable.faults()).doesNotContain("555");
        });
    }

    private static String bodyWith(String field, String value) {
        var fields = new java.util.LinkedHashMap<String, String>();
        fields.put("patientId", "\"p\"");
        fields.put("doctorId", "\"d\"");
        fields.put("startTime", "\"2030-01-07T08:00:00Z\"");
        fields.put("endTime", "\"2030-01-07T08:30:00Z\"");
        fields.put(field, value);
        return fields.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }

    private String faults(String body) {
        return read(body) instanceof Read.Unreadable(AsSent _, String faults) ? faults : "none";
    }

    private Read read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8), NOW);
    }
}
