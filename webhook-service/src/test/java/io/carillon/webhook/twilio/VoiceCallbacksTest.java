package io.carillon.webhook.twilio;

import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.carillon.webhook.World.KIN_NUMBER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.SecurityEvent.SignatureRefused;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.World;
import io.carillon.webhook.intake.ReplayKey;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class VoiceCallbacksTest {

    private static final String INCOMING = "/api/voice/incoming";
    private static final String FORM = "application/x-www-form-urlencoded";

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    @Inject
    RedisDataSource redis;

    TwilioCaller twilio;

    @BeforeEach
    void world() {
        world.reset();
        twilio = new TwilioCaller(service);
    }

    @Test
    @Requirement({"R-WEB-01", "R-WEB-04"})
    void anIncomingCallHearsTheEmergencyLineFirstThenTheGreetingThenTheQuestion() {
        var heard = twilio.call(INCOMING, DEMO_NUMBER, Map.of());

        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.contentType()).startsWith("text/xml");
        assertThat(heard.said())
                .containsExactly(
                        "If this is an emergency, hang up and dial 911.",
                        "Thank you for calling Demo <Healthcare> & Clinic.",
                        "To book an appointment, press 1 or say book. To move an appointment, press 2 or say move."
                                + " To cancel an appointment, press 3 or say cancel. To speak with a person, press 0."
                                + " In an emergency, press 9.");
        assertThat(heard.action()).isEqualTo("/api/voice/gather?turn=1");
        assertThat(heard.text()).contains("input=\"dtmf speech\"", "numDigits=\"1\"");
    }

    @Test
    void aClinicIsAnsweredInItsLanguageAndAnUnknownNumberByTheDefaultClinic() {
        assertThat(twilio.call(INCOMING, KIN_NUMBER, Map.of()).said().getFirst())
                .isEqualTo("En cas d'urgence, raccrochez et composez le 112.");
        assertThat(new TwilioCaller(service)
                        .call(INCOMING, "+19995550000", Map.of())
                        .said())
                .contains("Thank you for calling Demo <Healthcare> & Clinic.");
    }

    @Test
    @Requirement("R-WEB-04")
    void theEventIsOnKafkaBeforeTheAnswer() {
        twilio.call(INCOMING, DEMO_NUMBER, Map.of("Digits", ""));

        var events = recorded();

        assertThat(events).hasSize(1);
        assertThat(events.getFirst().clinic()).isEqualTo(World.DEMO);
        assertThat(events.getFirst().data()).isInstanceOfSatisfying(CallbackAccepted.class, call -> {
            assertThat(call.provider()).isEqualTo("twilio");
            assertThat(call.kind()).isEqualTo("voice.incoming");
            assertThat(call.path()).isEqualTo(INCOMING);
            assertThat(call.parameters()).containsExactlyElementsOf(twilio.fields(DEMO_NUMBER, Map.of("Digits", "")));
        });
    }

    @Test
    void aSignedGetWorksToo() {
        var heard = twilio.signedGet(
                INCOMING + "?CallSid=" + twilio.callSid + "&From=%2B15555550123&To=%2B15555555678&CallStatus=ringing");

        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.said()).hasSize(3);
        assertThat(recorded()).hasSize(1);
    }

    @Test
    @Requirement({"R-SEC-01", "R-SEC-02"})
    void withoutAValidSignatureNothingIsPublishedAndTheRefusalIs() {
        var fields = twilio.fields(DEMO_NUMBER, Map.of());
        var body = TwilioCaller.encode(fields).getBytes(UTF_8);
        var path = INCOMING + "?probe=" + twilio.callSid;

        var unsigned = twilio.post(path, body, FORM, Map.of());
        var wrong = twilio.post(path, body, FORM, Map.of("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8="));

        for (var refused : List.of(unsigned, wrong)) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.contentType()).startsWith("application/problem+json");
            assertThat(refused.text()).contains("Invalid signature", "request_id");
        }
        assertThat(recorded()).isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(EventsSeen.on(world.stack, Topic.SECURITY, "127.0.0.1").stream()
                                .map(CloudEvent::data)
                                .filter(SignatureRefused.class::isInstance)
                                .map(refusal -> ((SignatureRefused) refusal).reason()))
                        .contains("missing", "mismatch"));
    }

    @Test
    @Requirement("R-SEC-04")
    void aRefusalSaysWhyInTheMetricsAndInTheEvent() {
        var fields = twilio.fields(DEMO_NUMBER, Map.of());
        var body = TwilioCaller.encode(fields).getBytes(UTF_8);
        // Signed for the address that the request really went to, which is not PUBLIC_BASE_URL here.
        var elsewhere =
                new TwilioSignature(TwilioCaller.TOKEN).sign("http://" + service.getAuthority() + INCOMING, fields);
        var withoutFields = new TwilioSignature(TwilioCaller.TOKEN).sign(World.PUBLIC_BASE_URL + INCOMING, List.of());

        for (var signature : List.of("bm90IGEgc2lnbmF0dXJl", elsewhere, withoutFields)) {
            assertThat(twilio.post(INCOMING, body, FORM, Map.of("X-Twilio-Signature", signature))
                            .status())
                    .isEqualTo(403);
        }

        assertThat(recorded()).isEmpty();
        var metrics = metrics();
        for (var reason : List.of("malformed", "url-differs", "body-changed")) {
            assertThat(metrics)
                    .containsPattern("webhook_signatures_refused_total\\{[^}]*provider=\"twilio\",reason=\"" + reason);
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(EventsSeen.on(world.stack, Topic.SECURITY, "127.0.0.1").stream()
                                .map(CloudEvent::data)
                                .filter(SignatureRefused.class::isInstance)
                                .map(refusal -> ((SignatureRefused) refusal).reason()))
                        .contains("malformed", "url-differs", "body-changed"));
    }

    @Test
    @Requirement("R-SEC-07")
    void whileTheTokenIsExchangedCallsSignedWithEitherAreAnsweredAndCounted() {
        var fields = twilio.fields(DEMO_NUMBER, Map.of());
        var body = TwilioCaller.encode(fields).getBytes(UTF_8);

        for (var token : List.of(TwilioCaller.TOKEN, TwilioCaller.PREVIOUS_TOKEN)) {
            var signature = new TwilioSignature(token).sign(World.PUBLIC_BASE_URL + INCOMING, fields);
            assertThat(twilio.post(INCOMING, body, FORM, Map.of("X-Twilio-Signature", signature))
                            .status())
                    .isEqualTo(200);
        }

        assertThat(metrics())
                .containsPattern("webhook_signatures_accepted_total\\{[^}]*provider=\"twilio\",token=\"current\"")
                .containsPattern("webhook_signatures_accepted_total\\{[^}]*provider=\"twilio\",token=\"previous\"");
    }

    private static String metrics() {
        return io.restassured.RestAssured.given().get("/metrics").asString();
    }

    @Test
    @Requirement("R-SEC-01")
    void oneChangedFieldIsRefused() {
        var signed = new TwilioSignature(TwilioCaller.TOKEN)
                .sign(World.PUBLIC_BASE_URL + INCOMING, twilio.fields(DEMO_NUMBER, Map.of()));
        var changed = TwilioCaller.encode(twilio.fields(KIN_NUMBER, Map.of())).getBytes(UTF_8);

        assertThat(twilio.post(INCOMING, changed, FORM, Map.of("X-Twilio-Signature", signed))
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/voice/status, 204, ",
        "/api/voice/recording, 204, ",
        "/api/voice/events, 204, ",
        "/api/voice/dial, 200, ",
        "/api/sms/incoming, 200, Message",
        "/api/sms/status, 204, ",
        "/api/whatsapp/incoming, 200, Message",
    })
    @Requirement("R-WEB-02")
    void everyOtherCallbackIsVerifiedRecordedAndAnsweredValidly(String path, int status, @Nullable String verb) {
        // Each from another number: nobody's texts are answered one after the other.
        var from = "+1555570%04d".formatted(Math.floorMod(path.hashCode(), 10_000));
        var heard = twilio.call(path, DEMO_NUMBER, Map.of("SequenceNumber", "1", "From", from));

        assertThat(heard.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(heard.contentType()).startsWith("text/xml");
            assertThat(heard.verbs()).isEqualTo(verb == null ? List.of() : List.of(verb));
        } else {
            assertThat(heard.body()).isEmpty();
        }
        assertThat(recorded()).hasSize(1);
        assertThat(twilio.post(path, "CallSid=CA1".getBytes(UTF_8), FORM, Map.of())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aJsonCallbackIsBoundByItsBodyHash() throws Exception {
        var body = "{\"CallSid\":\"x\"}".getBytes(UTF_8);
        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        var target = "/api/voice/events?call=" + twilio.callSid + "&bodySHA256=" + hash;

        assertThat(twilio.signedJson(target, body).status()).isEqualTo(204);
        assertThat(twilio.signedJson(target, "{\"CallSid\":\"y\"}".getBytes(UTF_8))
                        .status())
                .isEqualTo(403);
    }

    @Test
    @Requirement("R-WEB-06")
    void theSameFormThreeTimesIsOneEventAndThreeEqualAnswers() {
        var answers = java.util.stream.IntStream.range(0, 3)
                .mapToObj(i -> twilio.call(INCOMING, DEMO_NUMBER, Map.of()))
                .toList();

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.body()).isEqualTo(answers.getFirst().body()));
        assertThat(recorded()).hasSize(1);
    }

    @Test
    @Requirement("R-WEB-06")
    void aRepeatThatComesToAnotherReplicaGetsTheFirstOnesBytes() {
        // Given another replica has answered this call, with other words than we would
        var fields = twilio.fields(DEMO_NUMBER, Map.of());
        var key = ReplayKey.ofForm("POST", INCOMING, fields, null);
        var first = "<Response><Say>Said elsewhere</Say></Response>";
        redis.value(String.class).set("carillon:webhook:answer:" + key, "200 text/xml; charset=utf-8\n" + first);

        // When
        var heard = twilio.signed(INCOMING, fields, Map.of());

        // Then: and the event's id is the first one's, so that it happens once
        assertThat(heard.text()).isEqualTo(first);
        assertThat(recorded()).singleElement().extracting(CloudEvent::id).isEqualTo(key.eventId());
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/voice/incoming, 405, METHOD_NOT_ALLOWED",
        "GET, /api/voice/status, 405, METHOD_NOT_ALLOWED",
        "POST, /api/voice/status, 415, UNSUPPORTED_MEDIA_TYPE",
    })
    void whatTheseRoutesDoNotTakeIsAProblemLikeAnyOther(String method, String path, int status, String code) {
        var answer = io.restassured.RestAssured.given()
                .contentType("text/plain")
                .header("X-Request-Id", "asked-" + status)
                .request(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.jsonPath().getString("code")).isEqualTo(code);
        assertThat(answer.jsonPath().getString("request_id")).isEqualTo("asked-" + status);
        assertThat(answer.header("X-Request-Id")).isEqualTo("asked-" + status);
        assertThat(metrics()).contains("uri=\"" + path + "\"");
    }

    @Test
    @Requirement("R-WEB-06")
    void aTokenMakesARepeatAndAnotherBodyANewRequest() {
        var token = Map.of("I-Twilio-Idempotency-Token", twilio.callSid);
        var first = twilio.fields(DEMO_NUMBER, Map.of("CallStatus", "completed"));
        var second = twilio.fields(DEMO_NUMBER, Map.of("CallStatus", "busy"));

        for (var fields : List.of(first, first, second)) {
            assertThat(twilio.signed("/api/voice/status", fields, token).status())
                    .isEqualTo(204);
        }

        assertThat(recorded()).hasSize(2).extracting(CloudEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void aRepeatWithAWrongSignatureGetsNoAnswerOutOfTheCache() {
        twilio.call(INCOMING, DEMO_NUMBER, Map.of());
        var body = TwilioCaller.encode(twilio.fields(DEMO_NUMBER, Map.of())).getBytes(UTF_8);

        assertThat(twilio.post(INCOMING, body, FORM, Map.of()).status()).isEqualTo(403);
    }

    @Test
    @Requirement("R-SEC-15")
    void whatIsNoFormOrTooLargeIsRefusedClearly() {
        assertThat(twilio.post(INCOMING, "{}".getBytes(UTF_8), "application/json", Map.of())
                        .status())
                .isEqualTo(415);
        assertThat(twilio.post(INCOMING, "a=%FF".getBytes(UTF_8), FORM, Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(twilio.post(INCOMING, "a=1&".repeat(10_000).getBytes(UTF_8), FORM, Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(twilio.post(INCOMING, "a".repeat(300 * 1024).getBytes(UTF_8), FORM, Map.of())
                        .status())
                .isEqualTo(413);
        assertThat(twilio.call(INCOMING, DEMO_NUMBER, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void repeatedAndEmptyFieldsAreTakenAsTheyAre() {
        var fields = new java.util.ArrayList<>(twilio.fields(DEMO_NUMBER, Map.of("Digits", "")));
        fields.add(new Parameter("Tag", "b"));
        fields.add(new Parameter("Tag", "a"));
        fields.add(new Parameter("Long", "x".repeat(5_000)));

        assertThat(twilio.signed(INCOMING, fields, Map.of()).status()).isEqualTo(200);
        assertThat(((CallbackAccepted) recorded().getFirst().data()).parameters())
                .isEqualTo(fields);
    }

    private List<CloudEvent<? extends Event>> recorded() {
        return EventsSeen.on(world.stack, Topic.CALLS, twilio.callSid);
    }
}
