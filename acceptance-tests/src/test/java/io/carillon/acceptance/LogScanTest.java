package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.traceability.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The logs of all five services, after everything that the other classes have done with them. */
@Order(Integer.MAX_VALUE)
@ExtendWith(Platform.Running.class)
class LogScanTest {

    private static final List<String> SERVICES =
            List.of("webhook-service", "booking-service", "tts-cache-service", "health-service", "alerting-service");

    /** Numbers of the callers in these tests, names of the seeded patients' relatives, every local lock. */
    private static final List<String> NEVER = List.of(
            "5555551234",
            "5555559876",
            "5557770199",
            "Planted-Surname",
            "dev-twilio-token",
            "dev-vapi-secret",
            "dev-viewer-key",
            "dev-operator-key",
            "dev-admin-key",
            "dev-service-secret");

    @Test
    @Requirement("R-LOG-04")
    void oneIdFollowsACallThroughWebhookKafkaAndBooking(Platform platform) {
        var id = "trace-" + UUID.randomUUID();
        var call = new LinkedHashMap<>(Map.of(
                "CallSid", "CA" + UUID.randomUUID().toString().replace("-", ""),
                "From", "+15557770199",
                "To", "+15555555678",
                "CallStatus", "in-progress",
                "Digits", "1",
                "CallerName", "Planted-Surname"));
        var url = platform.door("/api/voice/gather?turn=1");

        var answer = Http.post(
                url,
                TwilioCaller.form(call),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Request-Id",
                id,
                "X-Twilio-Signature",
                TwilioCaller.sign(url, call));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.raw().headers().firstValue("X-Request-Id")).contains(id);
        for (var service : List.of("webhook-service", "booking-service")) {
            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(
                            () -> assertThat(platform.log(service + "-0")).contains("\"request_id\":\"" + id + "\""));
        }
        try (var calls = new CallsTopic(platform)) {
            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(calls.requestIds()).containsEntry(call.get("CallSid"), id));
        }
    }

    @Test
    @Requirement("R-LOG-07")
    void noLogHasANumberANameOrALock(Platform platform) {
        for (var service : SERVICES) {
            var lines = platform.log(service + "-0").lines().toList();
            assertThat(lines).as(service).hasSizeGreaterThan(5);
            for (var line : lines) {
                assertThat(line).as(service).doesNotContain(NEVER);
            }
        }
    }
}
