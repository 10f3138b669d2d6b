package io.carillon.webhook.menu;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.carillon.webhook.World.KIN_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.AppointmentPromised;
import io.carillon.events.CloudEvent;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.Phone;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A caller and the menu, turn by turn, over HTTP; booking-service is played by WireMock. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BookingByPhoneTest {

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    Phone phone;

    @BeforeEach
    void world() {
        world.reset();
        phone = new Phone(service, DEMO_NUMBER);
    }

    @Test
    @Requirement("R-WEB-02")
    void aCallerPressesOneHearsThreeTimesPressesTwoAndIsBooked() {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));

        var offer = phone.press("1");

        assertThat(offer.said())
                .containsExactly(
                        "These times are free.",
                        "For Tuesday, December 10 at 9:30 AM, press 1.",
                        "For Tuesday, December 10 at 10:00 AM, press 2.",
                        "For Tuesday, December 10 at 10:30 AM, press 3.",
                        "For other times, press 4. For another day, press 5. To hear this again, press star.");
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/holds"))
                        .withRequestBody(matchingJsonPath("$.callId", equalTo(phone.callSid()))));

        var confirmation = phone.press(offer, "2");

        assertThat(confirmation.said())
                .containsExactly("Your appointment is confirmed for Tuesday, December 10 at 10:00 AM. Goodbye.");
        assertThat(confirmation.verbs()).containsExactly("Say", "Hangup");
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/holds/hold-2/confirm"))
                        .withHeader("X-Carillon-Service", matching("webhook-service;" + World.DEMO + ";.+"))
                        .withHeader("X-Carillon-Deadline", matching("\\d{13}"))
                        .withHeader("Idempotency-Key", matching("call-[0-9a-f]{64}")));
        world.booking.verifyThat(
                1,
                getRequestedFor(urlPathEqualTo("/api/availability"))
                        .withQueryParam("limit", equalTo("3"))
                        .withQueryParam("clinic", equalTo(World.DEMO.toString())));
    }

    @Test
    void whatACallerWasPromisedIsRecordedOnceTheWordsAreSafe() {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
        var offer = phone.press("1");
        assertThat(promises()).isEmpty();

        phone.press(offer, "1");

        assertThat(promises())
                .containsExactly(new AppointmentPromised(
                        phone.callSid(), "twilio", "apt-1", Instant.parse("2030-12-10T17:30:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "500, cannot say whether",
        "200, cannot say whether",
        "503, cannot reach our calendar",
        "422, cannot reach our calendar",
        "404, cannot reach our calendar",
    })
    @Requirement("R-EXT-12")
    void confirmedIsSaidOnlyAfterBookingServiceSaidSo(int status, String expected) {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(status, status == 200 ? "not json" : "{\"code\":\"X\",\"detail\":\"y\"}");
        var offer = phone.press("1");

        var heard = phone.press(offer, "1");

        assertThat(heard.said().getFirst()).contains(expected);
        assertThat(heard.verbs()).containsExactly("Say", "Say", "Dial");
        assertThat(promises()).isEmpty();
    }

    @Test
    void whoeverWantsOtherTimesHearsTheNextOnesAndLetsGoOfTheFirst() {
        world.slotsAreHeld();
        var offer = phone.press("1");
        world.otherSlotsAreHeld();

        var others = phone.say(offer, "none of these");

        assertThat(others.said()).contains("For Tuesday, December 10 at 11:00 AM, press 1.");
        world.booking.verifyThat(getRequestedFor(urlPathEqualTo("/api/availability"))
                .withQueryParam("from", equalTo("2030-12-10T19:00Z")));
        world.booking.verifyThat(3, deleteRequestedFor(urlPathMatching("/api/holds/hold-[123]")));
    }

    @Test
    void anotherDayBeginsWithTheClinicsNextMorning() {
        world.slotsAreHeld();
        var offer = phone.press("1");

        phone.press(offer, "5");

        // Midnight in Los Angeles.
        world.booking.verifyThat(getRequestedFor(urlPathEqualTo("/api/availability"))
                .withQueryParam("from", equalTo("2030-12-11T08:00Z")));
    }

    @Test
    void whereThereAreNoOthersTheFirstStayHeldAndAreOfferedAgain() {
        world.slotsAreHeld();
        var offer = phone.press("1");
        world.noSlotIsFree();

        var same = phone.press(offer, "4");

        assertThat(same.said())
                .startsWith(
                        "I am sorry, there are no other times then. These are free.",
                        "For Tuesday, December 10 at 9:30 AM, press 1.");
        world.booking.verifyThat(0, deleteRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @CsvSource({"409, HOLD_EXPIRED", "404, UNKNOWN_HOLD"})
    void whoChoosesAfterTheHoldRanOutIsBookedWhereTheTimeIsStillFree(int status, String code) {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(status, refusal(code));
        world.bookingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
        var offer = phone.press("1");

        var heard = phone.press(offer, "1");

        assertThat(heard.said())
                .containsExactly("Your appointment is confirmed for Tuesday, December 10 at 9:30 AM. Goodbye.");
        assertThat(promises()).hasSize(1);
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/appointments"))
                        .withRequestBody(matchingJsonPath("$.callId", equalTo(phone.callSid())))
                        .withRequestBody(matchingJsonPath("$.startTime", equalTo("2030-12-10T09:30:00-08:00"))));
    }

    @ParameterizedTest
    @CsvSource({"409, HOLD_EXPIRED, SLOT_OVERLAP", "404, UNKNOWN_HOLD, SLOT_OVERLAP", "409, HOLD_EXPIRED, DUPLICATE"})
    void whoseTimeIsSomebodyElsesMeanwhileHearsSoAndIsOfferedOthers(int status, String code, String reason) {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(status, refusal(code));
        world.bookingAnswers(409, refusal(reason));
        var offer = phone.press("1");

        var heard = phone.press(offer, "1");

        assertThat(heard.said().getFirst()).contains("has just been taken");
        assertThat(heard.said()).hasSize(5).noneMatch(text -> text.contains("confirmed"));
        assertThat(heard.action()).startsWith("/api/voice/gather?turn=3&s=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"START_IN_PAST", "OUTSIDE_SCHEDULE"})
    void whoseTimeHasBegunMeanwhileIsOfferedOthersAndNotToldThatItWasTaken(String code) {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(409, refusal("HOLD_EXPIRED"));
        world.bookingAnswers(422, refusal(code));
        var offer = phone.press("1");

        var heard = phone.press(offer, "1");

        assertThat(heard.said())
                .startsWith(
                        "I am sorry, that time cannot be booked any more. These times are free.",
                        "For Tuesday, December 10 at 9:30 AM, press 1.");
    }

    @Test
    void withoutFreeSlotsTheCallerIsPutThrough() {
        world.noSlotIsFree();

        var heard = phone.press("1");

        assertThat(heard.said().getFirst()).contains("no free appointments");
        assertThat(heard.verbs()).containsExactly("Say", "Say", "Dial");
    }

    @ParameterizedTest
    @CsvSource({"booking, normal", "'', maintenance", "'', read-only"})
    @Requirement({"R-BOOK-15", "R-EXT-14"})
    void whileNothingCanBeBookedTheCallerIsToldSoAndPutThrough(String feature, String mode) {
        world.slotsAreHeld();
        world.switched(DEMO_NUMBER, feature.isEmpty() ? List.of() : List.of(feature), mode);
        try {
            for (var key : List.of("1", "2", "3")) {
                var answer = new Phone(service, DEMO_NUMBER).press(key);

                assertThat(answer.said())
                        .containsExactly(
                                "I am sorry, we cannot make appointments at the moment. Please call again later.",
                                "Please hold while I put you through.");
                assertThat(answer.verbs()).endsWith("Dial");
            }
            world.nothingIsAskedOnTheLine();
        } finally {
            world.switched(DEMO_NUMBER, List.of(), "normal");
        }
    }

    @Test
    void aClinicThatClosesWhileTheCallerChoosesSaysSo() {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(503, "{\"code\":\"MAINTENANCE\",\"detail\":\"d\"}");

        assertThat(phone.press(phone.press("1"), "1").said().getFirst())
                .startsWith("I am sorry, we cannot make appointments");
    }

    @Test
    void bookingServiceIsToldWhenWeGiveUpWaitingForIt() {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
        phone.press(phone.press("1"), "2");

        var deadline = world.booking.find(postRequestedFor(urlPathMatching("/api/holds/.*/confirm"))).stream()
                .mapToLong(asked -> Long.parseLong(asked.getHeader("X-Carillon-Deadline")))
                .max()
                .orElseThrow();
        assertThat(Instant.ofEpochMilli(deadline))
                .as("no later than our own time-out of 5 s")
                .isBeforeOrEqualTo(Clock.systemUTC().instant().plusSeconds(5));
    }

    @Test
    void theRequestsIdGoesAlongToBookingServiceAndIntoTheEvent() {
        world.slotsAreHeld();
        var fields = phone.twilio.fields(DEMO_NUMBER, Map.of("Digits", "1"));

        phone.twilio.signed(Phone.FIRST_TURN, fields, Map.of("X-Request-Id", "req-" + phone.callSid()));

        for (var asked : List.of(
                getRequestedFor(urlPathEqualTo("/api/availability")), postRequestedFor(urlPathEqualTo("/api/holds")))) {
            world.booking.verifyThat(1, asked.withHeader("X-Request-Id", equalTo("req-" + phone.callSid())));
        }
        assertThat(EventsSeen.on(world.stack, Topic.CALLS, phone.callSid()))
                .extracting(CloudEvent::requestId)
                .containsExactly("req-" + phone.callSid());
    }

    @Test
    @Requirement("R-WEB-04")
    void withEverythingBehindItHangingTheGreetingComesAtOnceAndEveryTurnInTime() {
        world.slotsAreHeld();
        var offer = phone.press("1");
        for (var server : List.of(world.booking, world.speech)) {
            server.register(any(anyUrl()).atPriority(1).willReturn(aResponse().withFixedDelay(20_000)));
        }

        var begun = System.nanoTime();
        phone.ring();
        var greeted = System.nanoTime();
        var heard = phone.press(offer, "1");
        var answered = System.nanoTime();

        assertThat(Duration.ofNanos(greeted - begun))
                .as("does not wait for what hangs 20 s")
                .isLessThan(Duration.ofSeconds(5));
        assertThat(heard.said().getFirst()).contains("cannot");
        assertThat(Duration.ofNanos(answered - greeted)).as("R-WEB-04").isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aBookingServiceThatIsCutOffIsToldPolitely() {
        world.bookingIsCutOff();

        var heard = phone.press("1");

        assertThat(heard.said().getFirst()).contains("cannot reach our calendar");
        assertThat(heard.verbs()).containsExactly("Say", "Say", "Dial");
    }

    @Test
    void aFrenchClinicIsBookedInFrench() {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
        var kin = new Phone(service, KIN_NUMBER);

        var offer = kin.say("Je voudrais prendre rendez-vous");

        assertThat(offer.said())
                .startsWith(
                        "Voici les horaires disponibles.", "Pour mardi 10 décembre à 18 heures 30, appuyez sur le 1.");
        assertThat(offer.text()).contains("language=\"fr-FR\"");
        assertThat(kin.say(offer, "le premier s'il vous plaît").said())
                .containsExactly("Votre rendez-vous est confirmé pour mardi 10 décembre à 18 heures 30. Au revoir.");
    }

    @Test
    void aWithheldNumberIsNotBookedAndHearsSoAtOnce() {
        world.slotsAreHeld();

        var heard = phone.from("anonymous").press("1");

        assertThat(heard.said().getFirst()).contains("number is withheld");
        world.nothingIsAskedOnTheLine();
    }

    @Test
    void whoHangsUpWhileChoosingIsNotBooked() {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
        var offer = phone.press("1");

        var answer = phone.answer(offer.action(), Map.of("Digits", "1", "CallStatus", "completed"));

        assertThat(answer.verbs()).isEmpty();
        world.booking.verifyThat(0, postRequestedFor(urlPathMatching("/api/holds/.*/confirm")));
    }

    private static String refusal(String code) {
        return "{\"code\":\"%s\",\"detail\":\"d\"}".formatted(code);
    }

    private List<AppointmentPromised> promises() {
        return EventsSeen.on(world.stack, Topic.CALLS, phone.callSid()).stream()
                .map(CloudEvent::data)
                .filter(AppointmentPromised.class::isInstance)
                .map(AppointmentPromised.class::cast)
                .toList();
    }
}
