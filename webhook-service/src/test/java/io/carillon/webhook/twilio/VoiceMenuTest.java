package io.carillon.webhook.twilio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.carillon.webhook.World.KIN_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CloudEvent;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.TwilioCaller.Heard;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caller and the menu, turn by turn, over HTTP; booking-service is played by WireMock. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class VoiceMenuTest {

    private static final String FIRST_TURN = "/api/voice/gather?turn=1";

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    TwilioCaller twilio;

    @BeforeEach
    void world() {
        world.reset();
        twilio = new TwilioCaller(service);
    }

    @ParameterizedTest
    @CsvSource({"booking, normal", "'', maintenance", "'', read-only"})
    @Requirement({"R-BOOK-15", "R-EXT-14"})
    void whileNothingCanBeBookedTheCallerIsToldSoAndPutThrough(String feature, String mode) {
        world.slotsAreFree();
        world.switched(DEMO_NUMBER, feature.isEmpty() ? List.of() : List.of(feature), mode);
        try {
            var answer = press(FIRST_TURN, "1");

            assertThat(answer.said())
                    .containsExactly(
                            "I am sorry, we cannot make appointments at the moment. Please call again later.",
                            "Please hold while I put you through.");
            assertThat(answer.verbs()).endsWith("Dial");
            world.booking.verifyThat(0, getRequestedFor(urlPathEqualTo("/api/availability")));
        } finally {
            world.switched(DEMO_NUMBER, List.of(), "normal");
        }
    }

    @Test
    @Requirement("R-WEB-02")
    void aCallerPressesOneHearsThreeTimesPressesTwoAndIsBooked() {
        world.slotsAreFree();
        world.callersAreKnown();
        world.bookingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));

        var offer = press(FIRST_TURN, "1");

        assertThat(offer.said())
                .containsExactly(
                        "These times are free.",
                        "For Tuesday, December 10 at 9:30 AM, press 1.",
                        "For Tuesday, December 10 at 10:00 AM, press 2.",
                        "For Tuesday, December 10 at 10:30 AM, press 3.");
        assertThat(offer.action()).startsWith("/api/voice/gather?turn=2&slot=doctor-1~");

        var confirmation = press(offer.action(), "2");

        assertThat(confirmation.said())
                .containsExactly("Your appointment is confirmed for Tuesday, December 10 at 10:00 AM. Goodbye.");
        assertThat(confirmation.verbs()).containsExactly("Say", "Hangup");
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/appointments"))
                        .withHeader("X-Carillon-Service", matching("webhook-service;" + World.DEMO + ";.+"))
                        .withHeader("X-Carillon-Deadline", matching("\\d{13}"))
                        .withRequestBody(equalToJson("""
                                {"patientId":"pat-1","doctorId":"doctor-2","callId":"%s",
                                 "startTime":"2030-12-10T10:00:00-08:00","endTime":"2030-12-10T10:30:00-08:00"}
                                """.formatted(twilio.callSid))));
        world.booking.verifyThat(
                1,
                getRequestedFor(urlPathEqualTo("/api/availability"))
                        .withQueryParam("limit", equalTo("3"))
                        .withQueryParam("clinic", equalTo(World.DEMO.toString())));
    }

    @Test
    void bookingServiceIsToldWhenWeGiveUpWaitingForIt() {
        world.slotsAreFree();
        world.callersAreKnown();
        world.bookingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
        var offer = press(FIRST_TURN, "1");

        press(offer.action(), "2");

        var deadline = world.booking.find(postRequestedFor(urlPathEqualTo("/api/appointments"))).stream()
                .mapToLong(asked -> Long.parseLong(asked.getHeader("X-Carillon-Deadline")))
                .max()
                .orElseThrow();
        assertThat(Instant.ofEpochMilli(deadline))
                .as("no later than our own time-out of 5 s")
                .isBeforeOrEqualTo(Clock.systemUTC().instant().plusSeconds(5));
    }

    @Test
    void theRequestsIdGoesAlongToBookingServiceAndIntoTheEvent() {
        world.slotsAreFree();
        var fields = twilio.fields(DEMO_NUMBER, Map.of("Digits", "1"));

        twilio.signed(FIRST_TURN, fields, Map.of("X-Request-Id", "req-" + twilio.callSid));

        world.booking.verifyThat(
                1,
                getRequestedFor(urlPathEqualTo("/api/availability"))
                        .withHeader("X-Request-Id", equalTo("req-" + twilio.callSid)));
        assertThat(EventsSeen.on(world.stack, Topic.CALLS, twilio.callSid))
                .extracting(CloudEvent::requestId)
                .containsExactly("req-" + twilio.callSid);
    }

    @Test
    @Requirement("R-WEB-06")
    void everyTurnReplayedGetsTheSameBytesAndBooksOnce() {
        world.slotsAreFree();
        world.callersAreKnown();
        world.bookingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));

        var greeting = twice("/api/voice/incoming", Map.of());
        var reprompt = twice(greeting.action(), Map.of("SpeechResult", "mumble"));
        var offer = twice(reprompt.action(), Map.of("SpeechResult", "I need an appointment"));
        var again = twice(offer.action(), Map.of());
        var confirmation = twice(again.action(), Map.of("Digits", "3"));

        assertThat(confirmation.said().getFirst()).contains("confirmed", "10:30 AM");
        world.booking.verifyThat(1, postRequestedFor(urlPathEqualTo("/api/appointments")));
        assertThat(EventsSeen.on(world.stack, Topic.CALLS, twilio.callSid)).hasSize(5);
    }

    @Test
    void aSlotThatIsGoneLeadsToNewOffersAndNoConfirmation() {
        world.slotsAreFree();
        world.callersAreKnown();
        world.bookingAnswers(409, "{\"status\":409,\"code\":\"SLOT_OVERLAP\",\"detail\":\"taken\"}");
        var offer = press(FIRST_TURN, "1");

        var heard = press(offer.action(), "1");

        assertThat(heard.said().getFirst()).contains("has just been taken");
        assertThat(heard.said()).hasSize(4).noneMatch(text -> text.contains("confirmed"));
        assertThat(heard.action()).startsWith("/api/voice/gather?turn=3&slot=");
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "422", "404", "200"})
    void confirmedIsSaidOnlyAfterBookingServiceSaidSo(int status) {
        world.slotsAreFree();
        world.callersAreKnown();
        world.bookingAnswers(status, status == 200 ? "not json" : "{\"code\":\"X\",\"detail\":\"y\"}");
        var offer = press(FIRST_TURN, "1");

        var heard = press(offer.action(), "1");

        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.said().getFirst())
                .contains(
                        status == 500 || status == 200
                                ? "cannot say whether this was done"
                                : "cannot reach our calendar");
        assertThat(heard.verbs()).containsExactly("Say", "Say", "Dial");
    }

    @Test
    void aBookingServiceThatIsCutOffIsToldPolitely() {
        world.bookingIsCutOff();

        var heard = press(FIRST_TURN, "1");

        assertThat(heard.said().getFirst()).contains("cannot reach our calendar");
        assertThat(heard.verbs()).containsExactly("Say", "Say", "Dial");
    }

    @Test
    @Requirement("R-WEB-04")
    void withEverythingBehindItHangingTheGreetingStillComesAtOnceAndTheMenuInTime() {
        for (var server : java.util.List.of(world.booking, world.speech)) {
            server.register(any(anyUrl()).atPriority(1).willReturn(aResponse().withFixedDelay(20_000)));
        }

        long begun = System.nanoTime();
        var greeting = twilio.call("/api/voice/incoming", DEMO_NUMBER, Map.of());
        long greeted = System.nanoTime();
        var heard = press(greeting.action(), "1");
        long answered = System.nanoTime();

        assertThat(greeting.status()).isEqualTo(200);
        assertThat(greeted - begun).as("does not wait for what hangs 20 s").isLessThan(10_000_000_000L);
        assertThat(heard.said().getFirst()).contains("cannot reach our calendar");
        assertThat(answered - greeted).as("inside Twilio's 15 s").isLessThan(15_000_000_000L);
    }

    @Test
    void withoutFreeSlotsTheCallerIsPutThrough() {
        world.noSlotIsFree();

        var heard = press(FIRST_TURN, "1");

        assertThat(heard.said().getFirst()).contains("no free appointments");
        assertThat(heard.verbs()).containsExactly("Say", "Say", "Dial");
    }

    @Test
    void emergencyByKeyOrSpeechNeedsNoDependencyAtAnyTurn() {
        world.slotsAreFree();
        var offer = press(FIRST_TURN, "1");
        world.bookingIsCutOff();

        for (var heard : java.util.List.of(
                press(FIRST_TURN, "9"),
                speak(offer.action(), "no wait it is an emergency"),
                press(offer.action(), "9"))) {
            assertThat(heard.said().getFirst()).startsWith("Hang up now and dial 911.");
            assertThat(heard.verbs()).containsExactly("Say", "Dial");
        }
    }

    @Test
    void zeroPutsThroughToThePersonOrSaysThatThereIsNone() {
        var demo = press(FIRST_TURN, "0");
        var kin = twilio.call(FIRST_TURN, KIN_NUMBER, Map.of("SpeechResult", "une personne"));

        assertThat(demo.verbs()).containsExactly("Say", "Dial");
        assertThat(demo.text()).contains("<Dial action=\"/api/voice/dial\">+15555550199</Dial>");
        assertThat(kin.verbs()).containsExactly("Say", "Hangup");
    }

    @Test
    void silenceIsAskedTwiceAgainThenTheCallEnds() {
        var first = silent(FIRST_TURN);
        var second = silent(first.action());
        var last = silent(second.action());

        assertThat(first.said().getFirst()).isEqualTo("I did not hear anything.");
        assertThat(second.said()).hasSize(2);
        assertThat(last.said()).containsExactly("Thank you for calling. Goodbye.");
        assertThat(last.verbs()).containsExactly("Say", "Hangup");
    }

    @Test
    void aFrenchClinicIsBookedInFrench() {
        world.slotsAreFree();

        var offer = twilio.call(FIRST_TURN, KIN_NUMBER, Map.of("SpeechResult", "Je voudrais prendre rendez-vous"));

        assertThat(offer.said())
                .startsWith(
                        "Voici les horaires disponibles.", "Pour mardi 10 décembre à 18 heures 30, appuyez sur le 1.");
        assertThat(offer.text()).contains("language=\"fr-FR\"");
    }

    @Test
    void aWithheldNumberIsNotBooked() {
        world.slotsAreFree();
        var offer = press(FIRST_TURN, "1");

        var heard = twilio.call(offer.action(), DEMO_NUMBER, Map.of("Digits", "1", "From", "anonymous"));

        assertThat(heard.said().getFirst()).contains("number is withheld");
        world.booking.verifyThat(0, postRequestedFor(urlPathEqualTo("/api/appointments")));
    }

    @Test
    void aUrlThatIsNotOursLeadsBackToTheMenu() {
        assertThat(silent("/api/voice/gather?turn=nonsense").action()).startsWith("/api/voice/gather?turn=2");
    }

    private Heard twice(String target, Map<String, String> answer) {
        var first = twilio.call(target, DEMO_NUMBER, answer);
        var second = twilio.call(target, DEMO_NUMBER, answer);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.contentType()).isEqualTo(first.contentType());
        return first;
    }

    private Heard press(String target, String digit) {
        return twilio.call(target, DEMO_NUMBER, Map.of("Digits", digit));
    }

    private Heard speak(String target, String words) {
        return twilio.call(target, DEMO_NUMBER, Map.of("SpeechResult", words));
    }

    private Heard silent(String target) {
        return twilio.call(target, DEMO_NUMBER, Map.of());
    }
}
