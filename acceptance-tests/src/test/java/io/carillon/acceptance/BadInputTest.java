package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Platform.Running.class)
class BadInputTest {

    @Test
    @Requirement("R-SEC-01")
    void aCallbackWithoutAValidSignatureIsRefusedAndNotPublished(Platform platform) {
        var parameters = Map.of("CallSid", "CAforged", "From", "+15555551234", "To", "+15555555678");
        var url = platform.door("/api/voice/incoming");
        var type = "application/x-www-form-urlencoded";

        var unsigned = Http.post(url, TwilioCaller.form(parameters), "Content-Type", type);
        var wrong = Http.post(
                url, TwilioCaller.form(parameters), "Content-Type", type, "X-Twilio-Signature", "bm90IGEgc2lnbmF0dXJl");

        isProblem(unsigned, 403);
        isProblem(wrong, 403);
        assertThat(unsigned.body()).containsIgnoringCase("signature");
        try (var calls = new CallsTopic(platform)) {
            assertThat(calls.callIds()).doesNotContain("CAforged");
        }
    }

    @ParameterizedTest
    @Requirement({"R-BOOK-02", "R-BOOK-03"})
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"patientId\": | 400 | VALIDATION",
                "{} | 400 | VALIDATION",
                "{\"patientId\":\"pat-1\",\"doctorId\":\"doctor-1\",\"startTime\":\"2031-03-04T10:00:00Z\",\"endTime\":\"2031-03-04T09:00:00Z\"} | 400 | VALIDATION",
                "{\"patientId\":\"pat-1\",\"doctorId\":\"test-doctor-id\",\"startTime\":\"2027-03-04T18:00:00Z\",\"endTime\":\"2027-03-04T18:30:00Z\"} | 404 | UNKNOWN_DOCTOR",
                "{\"patientId\":\"test-patient-id\",\"doctorId\":\"doctor-1\",\"startTime\":\"2027-03-04T18:00:00Z\",\"endTime\":\"2027-03-04T18:30:00Z\"} | 404 | UNKNOWN_PATIENT",
                "{\"patientId\":\"pat-1\",\"doctorId\":\"doctor-1\",\"startTime\":\"2020-03-04T18:00:00Z\",\"endTime\":\"2020-03-04T18:30:00Z\"} | 422 | START_IN_PAST",
                "{\"patientId\":\"pat-1\",\"doctorId\":\"doctor-1\",\"startTime\":\"2027-03-04T08:00:00Z\",\"endTime\":\"2027-03-04T08:30:00Z\"} | 422 | OUTSIDE_SCHEDULE",
            })
    void aBookingThatCannotBeSaysWhy(String body, int status, String code, Platform platform) {
        var answer = Http.postJson(platform.door("/api/appointments"), body, "X-API-Key", "dev-operator-key");

        isProblem(answer, status);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
    }

    @Test
    void aPathOfNoRouteIsAProblem(Platform platform) {
        isProblem(Http.get(platform.door("/no/such/path")), 404);
    }

    private static void isProblem(Http.Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }
}
