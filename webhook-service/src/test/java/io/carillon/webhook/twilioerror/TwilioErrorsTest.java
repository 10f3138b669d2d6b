package io.carillon.webhook.twilioerror;

import static io.carillon.webhook.delivery.Callbacks.newCall;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.Tables;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.World;
import io.carillon.webhook.delivery.Callbacks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class TwilioErrorsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** As Twilio's page shows it; the more_info of a webhook that could not be fetched. */
    private static final String PAYLOAD = """
            {"resource_sid":"CA0123456789abcdef0123456789abcdef","service_sid":null,"error_code":"%s",
             "more_info":{"Msg":"Got HTTP 502 response","sourceComponent":"12000","ErrorCode":"%s","LogLevel":"ERROR"},
             "webhook":{"type":"application/json","request":{"url":"https://clinic.example/api/voice/incoming"}}}""";

    @Inject
    World world;

    @Inject
    Callbacks callbacks;

    @Inject
    Clock clock;

    @TestHTTPResource("/")
    URI service;

    @BeforeEach
    void tables() {
        world.reset();
        callbacks.tablesAreThere();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11200", "11205", "11206", "11210", "11215", "11216", "11217", "11220", "11235", "11236", "11237",
                "12100", "12300"
            })
    @Requirement("R-WEB-08")
    void theDebuggersErrorsAreRecognisedCountedAndExplained(String code) {
        var twilio = new TwilioCaller(service);
        var counted = counted(code);

        assertThat(twilio.signed("/api/voice/events", debugger(twilio.callSid, code), Map.of())
                        .status())
                .isEqualTo(204);

        await().atMost(SOON)
                .untilAsserted(
                        () -> errors().body("codes.find{it.code=='%s'}.count".formatted(code), greaterThanOrEqualTo(1))
                                .body(
                                        "codes.find{it.code=='%s'}.page".formatted(code),
                                        equalTo("https://www.twilio.com/docs/api/errors/" + code)));
        assertThat(counted(code)).isEqualTo(counted + 1);
        assertThat(Explanations.of(code).twilio()).isNotBlank();
    }

    /** Both readings are shown where they differ. */
    @Test
    @Requirement("R-WEB-08")
    void theRunbooksReadingStandsBesideTwilios() {
        callbacks.publish(List.of(error("11200"), error("11205"), error("11206")));

        await().atMost(SOON)
                .untilAsserted(
                        () -> errors().body("codes.find{it.code=='11200'}.twilio", containsString("retrieval failure"))
                                .body("codes.find{it.code=='11200'}.runbook", containsString("15 s"))
                                .body("codes.find{it.code=='11205'}.twilio", containsString("connection failure"))
                                .body("codes.find{it.code=='11205'}.runbook", containsString("404"))
                                .body("codes.find{it.code=='11206'}.twilio", containsString("protocol violation"))
                                .body("codes.find{it.code=='11206'}.runbook", containsString("certificate")));
    }

    @Test
    @Requirement("R-WEB-08")
    void theErrorCodeOfAStatusCallbackIsCountedOnceHoweverOftenItComes() {
        var message = "SM" + newCall().substring(2);
        var event = callbacks.callback(
                message + "-e",
                message,
                "sms.status",
                List.of(new Parameter("MessageStatus", "undelivered"), new Parameter("ErrorCode", "30008")),
                null);

        callbacks.publish(List.of(event, event));
        callbacks.publish(List.of(event));

        await().atMost(SOON)
                .untilAsserted(() -> errors().body("codes.find{it.code=='30008'}.count", greaterThanOrEqualTo(1)));
        assertThat(Tables.rows("select count(*) from twilio_errors where call_id = ?", message))
                .containsExactly("1");
    }

    @Test
    void aDebuggersEventMayComeAsJsonToo() {
        assertThat(TwilioError.in(callback(
                        "voice.events", List.of(), "{\"Level\":\"Warning\",\"Payload\":{\"error_code\":12100}}")))
                .contains(new TwilioError("12100", "WARNING", null));
        assertThat(TwilioError.in(callback("voice.events", List.of(), "{\"error_code\":\"11200\"}")))
                .contains(new TwilioError("11200", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"error_code\":null}",
                "{\"error_code\":\"x\"}",
                "{\"error_code\":1e99}"
            })
    void whatTellsOfNoErrorIsNone(String payload) {
        assertThat(TwilioError.in(callback("voice.events", List.of(new Parameter("Payload", payload)), null)))
                .isEmpty();
        assertThat(TwilioError.in(callback("voice.events", List.of(), payload))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?from=x", "?to=x", "?from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z"})
    void aTimeThatCannotBeIsRefused(String query) {
        given().header("X-API-Key", "dev-viewer-key")
                .get("/api/webhook-metrics/twilio-errors" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION"));
    }

    private io.restassured.response.ValidatableResponse errors() {
        return given().header("X-API-Key", "dev-viewer-key")
                .get("/api/webhook-metrics/twilio-errors?from=2020-01-01T00:00:00Z")
                .then()
                .statusCode(200);
    }

    private io.carillon.events.CloudEvent<CallbackAccepted> error(String code) {
        var call = newCall();
        return callbacks.callback(call + "-e", call, "voice.events", debugger(call, code), null);
    }

    private List<Parameter> debugger(String sid, String code) {
        return List.of(
                new Parameter("Sid", "NO" + sid.substring(2)),
                new Parameter("AccountSid", "AC0123456789abcdef0123456789abcdef"),
                new Parameter("Timestamp", clock.instant().toString()),
                new Parameter("Level", "ERROR"),
                new Parameter("PayloadType", "application/json"),
                new Parameter("Payload", PAYLOAD.formatted(code, code)));
    }

    private static CallbackAccepted callback(String kind, List<Parameter> fields, @Nullable String body) {
        return new CallbackAccepted("NO1", "twilio", kind, "/api/voice/events", fields, body);
    }

    private static double counted(String code) {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("twilio_errors") && line.contains("\"" + code + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
