package io.carillon.webhook.twilio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.carillon.events.ClinicEvent.ClinicDescribed.NORMAL;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.carillon.webhook.World.KIN_NUMBER;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.LinesSeen;
import io.carillon.webhook.Phone;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A clinic whose calls its assistant takes, with the phone menu behind it; Vapi is played by WireMock. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ReceptionTest {

    private static final Receptionist RECEPTIONIST = new Receptionist(World.DEMO_ASSISTANT, "pn-1");
    private static final String RECEPTION = "/api/voice/receptionist?turn=1";
    private static final String CALLER = "+15557770142";
    private static final String MENU = "To book an appointment, press 1 or say book.";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String TWIML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Connect>"
            + "<Stream url=\"wss://vapi.example/c-1/transport\"/></Connect></Response>";

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    Phone phone;

    @BeforeEach
    void world() {
        world.reset();
        world.answeredBy(DEMO_NUMBER, RECEPTIONIST, List.of(), NORMAL);
        phone = newCall();
    }

    @AfterEach
    void theMenuAgain() {
        for (var number : List.of(DEMO_NUMBER, KIN_NUMBER)) {
            world.answeredBy(number, null, List.of(), NORMAL);
        }
    }

    @Test
    @Requirement({"R-EXT-07", "R-WEB-04"})
    void theGreetingWaitsForNothingAndTheAssistantTakesTheCallAfterIt() {
        vapiTakesCalls();

        var greeting = phone.ring();

        assertThat(greeting.said())
                .containsExactly(
                        "If this is an emergency, hang up and dial 911.",
                        "Thank you for calling Demo <Healthcare> & Clinic.");
        assertThat(greeting.verbs()).containsExactly("Gather", "Say", "Say", "Redirect");
        assertThat(greeting.redirect()).isEqualTo(RECEPTION);
        vapiIsAsked(0);

        var handedOver = phone.answer(greeting.redirect(), Map.of());

        assertThat(handedOver.text()).isEqualTo(TWIML);
        vapiIsAsked(1);
        world.vapi.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/call"))
                        .withHeader("Authorization", equalTo("Bearer " + StackResource.VAPI_API_KEY))
                        .withRequestBody(equalToJson("""
                                {"phoneNumberId":"pn-1","assistantId":"%s","phoneCallProviderBypassEnabled":true,
                                 "customer":{"number":"%s"}}""".formatted(World.DEMO_ASSISTANT, CALLER))));
        assertThat(recordedKinds()).containsExactly("voice.incoming", "voice.receptionist");
    }

    @Test
    @Requirement("R-EXT-07")
    void aKeyDuringTheGreetingIsAnsweredAsAtTheMenu() {
        vapiTakesCalls();
        world.slotsAreHeld();
        var greeting = phone.ring();

        var emergency = phone.press(greeting, "9");
        var person = newCall().press(greeting, "0");
        var booking = newCall().press(greeting, "1");

        assertThat(emergency.said()).singleElement().asString().startsWith("Hang up now and dial 911.");
        assertThat(emergency.verbs()).containsExactly("Say", "Dial");
        assertThat(person.verbs()).containsExactly("Say", "Dial");
        assertThat(booking.said().getFirst()).isEqualTo("These times are free.");
        vapiIsAsked(0);
    }

    static Stream<Arguments> everyFailure() {
        return Stream.of(
                Arguments.of("error", aResponse().withStatus(500)),
                Arguments.of("error", aResponse().withStatus(503).withBody("<html>")),
                Arguments.of("rate-limited", aResponse().withStatus(429).withHeader("Retry-After", "2")),
                Arguments.of("unauthorized", aResponse().withStatus(401).withBody("{\"message\":\"Unauthorized\"}")),
                Arguments.of("refused", aResponse().withStatus(404)),
                Arguments.of("unusable", aResponse().withStatus(200).withBody("{\"truncated\":[1,2")),
                Arguments.of(
                        "unusable", aResponse().withStatus(201).withBody("{\"id\":\"c-1\",\"status\":\"queued\"}")),
                Arguments.of("unusable", taken("<Response><Connect></Response>")),
                Arguments.of(
                        "unusable", taken("<!DOCTYPE a SYSTEM 'file:///etc/hostname'><Response><Hangup/></Response>")),
                Arguments.of("unusable", taken("<Response><Say>" + "a".repeat(20_000) + "</Say></Response>")),
                Arguments.of("connection-lost", taken("<Response><Say>" + "a".repeat(1_100_000) + "</Say></Response>")),
                Arguments.of("timeout", taken(TWIML).withFixedDelay(3_000)),
                Arguments.of("timeout", taken(TWIML).withChunkedDribbleDelay(5, 4_000)),
                Arguments.of("connection-lost", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("connection-lost", aResponse().withFault(Fault.EMPTY_RESPONSE)));
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    @Requirement("R-EXT-07")
    void whateverVapiDoesTheCallerGoesOnInTheMenu(String reason, ResponseDefinitionBuilder answer) {
        vapiAnswers(answer);
        var greeting = phone.ring();
        var before = counted(reason);

        try (var lines = LinesSeen.from()) {
            var menu = phone.answer(greeting.redirect(), Map.of());

            assertThat(menu.said())
                    .as("the greeting is not heard twice")
                    .singleElement()
                    .asString()
                    .startsWith(MENU);
            assertThat(menu.verbs()).containsExactly("Gather", "Say");
            assertThat(menu.action()).isEqualTo("/api/voice/gather?turn=2");
            assertThat(phone.press(menu, "9").said()).singleElement().asString().startsWith("Hang up now");
            assertThat(lines.containing("Vapi does not take a call"))
                    .singleElement()
                    .asString()
                    .contains("\"clinic\":\"DEMO\"", "\"reason\":\"" + reason + "\"");
        }
        assertThat(counted(reason)).isEqualTo(before + 1);
        vapiIsAsked(1);
    }

    @Test
    @Requirement({"R-EXT-07", "R-EXT-01", "R-EXT-02"})
    void theBreakerAnswersAtOnceWhileVapiIsAwayAndClosesByItself() {
        vapiAnswers(aResponse().withStatus(503));
        try (var lines = LinesSeen.from()) {
            await().atMost(SOON).pollDelay(Duration.ZERO).until(() -> {
                newCall().answer(RECEPTION, Map.of());
                return !lines.containing("Circuit breaker OPEN (circuit_breaker vapi)")
                        .isEmpty();
            });
        }
        assertThat(metrics()).contains("circuit_breaker_state{service=\"vapi\"} 1");
        world.vapi.resetRequests();

        var start = System.nanoTime();
        var menu = phone.answer(RECEPTION, Map.of());

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(900));
        assertThat(menu.said()).singleElement().asString().startsWith(MENU);
        vapiIsAsked(0);

        vapiTakesCalls();
        try (var lines = LinesSeen.from()) {
            await().atMost(SOON)
                    .until(() -> newCall().answer(RECEPTION, Map.of()).text().equals(TWIML));
            assertThat(lines.containing("Circuit breaker CLOSED (circuit_breaker vapi)"))
                    .hasSize(1);
        }
        assertThat(metrics()).contains("circuit_breaker_state{service=\"vapi\"} 0");
    }

    /** One clinic's wrong ids, or our own wrong key, are not Vapi's absence. */
    @Test
    @Requirement("R-EXT-07")
    void whatIsRefusedDoesNotOpenTheBreaker() {
        try (var lines = LinesSeen.from()) {
            for (int status : new int[] {401, 404}) {
                vapiAnswers(aResponse().withStatus(status));
                for (int i = 0; i < 12; i++) {
                    newCall().answer(RECEPTION, Map.of());
                }
            }

            assertThat(lines.containing("circuit_breaker")).isEmpty();
        }
        vapiIsAsked(24);
    }

    @Test
    @Requirement({"R-EXT-07", "R-WEB-06"})
    void aRepeatGetsTheSameBytesAndVapiIsAskedOnce() {
        vapiTakesCalls();
        var first = phone.answer(RECEPTION, Map.of());
        vapiAnswers(taken("<Response><Say>somebody else</Say></Response>"));

        for (int i = 0; i < 2; i++) {
            assertThat(phone.answer(RECEPTION, Map.of()).body()).isEqualTo(first.body());
        }

        vapiIsAsked(1);
        assertThat(recordedKinds()).containsExactly("voice.receptionist");
    }

    @Test
    void aNumberThatWeDoNotKnowIsTheDefaultClinics() {
        vapiTakesCalls();
        var stranger = new Phone(service, "+19995550000");

        assertThat(stranger.answer(stranger.ring().redirect(), Map.of()).text()).isEqualTo(TWIML);
    }

    @Test
    @Requirement("R-EXT-07")
    void aFrenchClinicsCallerHearsFrenchThroughout() {
        world.answeredBy(KIN_NUMBER, RECEPTIONIST, List.of(), NORMAL);
        var caller = new Phone(service, KIN_NUMBER);

        var greeting = caller.ring();
        var menu = caller.answer(greeting.redirect(), Map.of());

        assertThat(greeting.said())
                .containsExactly("En cas d'urgence, raccrochez et composez le 112.", "Merci d'appeler Clinique Kin.");
        assertThat(menu.said()).singleElement().asString().startsWith("Pour prendre rendez-vous, appuyez sur le 1");
        vapiIsAsked(1);
    }

    @ParameterizedTest
    @CsvSource({
        ", maintenance, Gather",
        ", read-only, Gather",
        "receptionist, normal, Gather",
        "voice, normal, Dial",
    })
    @Requirement({"R-EXT-07", "R-BOOK-15"})
    void whatIsSwitchedOffIsWithoutAnAssistantAtOnce(@Nullable String without, String mode, String verb) {
        vapiTakesCalls();
        var greeting = phone.ring();
        world.answeredBy(DEMO_NUMBER, RECEPTIONIST, without == null ? List.of() : List.of(without), mode);

        var onTheLine = phone.answer(greeting.redirect(), Map.of());
        var next = newCall().ring();

        assertThat(onTheLine.verbs()).contains(verb).doesNotContain("Connect");
        assertThat(next.verbs()).contains(verb).doesNotContain("Redirect");
        vapiIsAsked(0);
    }

    @Test
    void whoWithholdsTheNumberIsHandedOverToo() {
        vapiTakesCalls();

        assertThat(newCall().from("+266696687").answer(RECEPTION, Map.of()).text())
                .isEqualTo(TWIML);

        world.vapi.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/call"))
                        .withRequestBody(matchingJsonPath("$.customer.number", equalTo("anonymous")))
                        .withRequestBody(matchingJsonPath("$.customer.numberE164CheckEnabled", equalTo("false"))));
    }

    @Test
    void whoHasHungUpIsNotHandedOver() {
        vapiTakesCalls();

        var heard = phone.answer(RECEPTION, Map.of("CallStatus", "completed"));

        assertThat(heard.verbs()).isEmpty();
        vapiIsAsked(0);
    }

    @Test
    @Requirement({"R-EXT-07", "R-SEC-01"})
    void nobodyButTwilioHasACallHandedOver() {
        vapiTakesCalls();
        var body =
                TwilioCaller.encode(phone.twilio.fields(DEMO_NUMBER, Map.of())).getBytes(UTF_8);

        var refused = phone.twilio.post(RECEPTION, body, "application/x-www-form-urlencoded", Map.of());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(recordedKinds()).isEmpty();
        vapiIsAsked(0);
    }

    @Test
    @Requirement("R-LOG-07")
    void neitherTheKeyNorTheCallersNumberIsLogged() {
        var answers = Stream.concat(
                everyFailure().map(failure -> (ResponseDefinitionBuilder) failure.get()[1]), Stream.of(taken(TWIML)));
        try (var lines = LinesSeen.from()) {
            answers.filter(answer -> answer.build().getFixedDelayMilliseconds() == null)
                    .forEach(answer -> {
                        vapiAnswers(answer);
                        newCall().answer(RECEPTION, Map.of());
                    });

            assertThat(lines.containing("Vapi does not take a call")).hasSizeGreaterThan(5);
            assertThat(lines.all())
                    .allSatisfy(line -> assertThat(line)
                            .doesNotContain(StackResource.VAPI_API_KEY, "7770142", "wss://vapi.example"));
        }
    }

    private Phone newCall() {
        return new Phone(service, DEMO_NUMBER).from(CALLER);
    }

    private void vapiTakesCalls() {
        vapiAnswers(taken(TWIML));
    }

    private static ResponseDefinitionBuilder taken(String twiml) {
        return World.json(
                201,
                "{\"id\":\"c-1\",\"status\":\"queued\",\"phoneCallProviderDetails\":{\"twiml\":\"%s\"}}"
                        .formatted(twiml.replace("\"", "\\\"")));
    }

    private void vapiAnswers(ResponseDefinitionBuilder answer) {
        world.vapi.register(post(urlPathEqualTo("/call")).willReturn(answer));
    }

    private void vapiIsAsked(int times) {
        world.vapi.verifyThat(times, anyRequestedFor(anyUrl()));
    }

    private List<String> recordedKinds() {
        return EventsSeen.on(world.stack, Topic.CALLS, phone.callSid()).stream()
                .map(event -> ((CallbackAccepted) event.data()).kind())
                .toList();
    }

    private static double counted(String outcome) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith("vapi_calls_total{") && line.contains("outcome=\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String metrics() {
        return given().get("/metrics").asString();
    }
}
