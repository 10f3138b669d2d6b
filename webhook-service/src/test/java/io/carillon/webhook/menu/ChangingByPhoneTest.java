package io.carillon.webhook.menu;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.carillon.webhook.World.KIN_NUMBER;
import static io.carillon.webhook.World.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.Phone;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller.Heard;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving and cancelling: nothing is said or changed before the date of birth was right. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ChangingByPhoneTest {

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
    void anAppointmentIsMovedByItsProvenPatient() {
        aPatientWithAppointments();
        world.changingAnswers("apt-2", "reschedule", 200, World.appointment("apt-2", "BOOKED", "pat-1"));

        var who = phone.press("2");
        assertThat(who.said()).singleElement().asString().contains("two for the month, two for the day");
        assertThat(who.text()).contains("numDigits=\"8\"");

        var which = phone.press(who, "12311980");
        assertThat(which.said())
                .containsExactly(
                        "Which appointment do you want to move?",
                        "For the one on Monday, December 2 at 12:00 PM, press 1.",
                        "For the one on Tuesday, December 3 at 12:00 PM, press 2.");

        var when = phone.press(which, "2");
        assertThat(when.said())
                .startsWith(
                        "Your appointment is on Tuesday, December 3 at 12:00 PM.",
                        "These times are free.",
                        "For Tuesday, December 10 at 9:30 AM, press 1.");
        world.booking.verifyThat(getRequestedFor(urlPathEqualTo("/api/availability"))
                .withQueryParam("doctorId", equalTo("doctor-2"))
                .withQueryParam("durationMinutes", equalTo("30")));

        var moved = phone.say(when, "the first");
        assertThat(moved.said())
                .containsExactly("Your appointment has been moved to Tuesday, December 10 at 9:30 AM. Goodbye.");
        assertThat(moved.verbs()).containsExactly("Say", "Hangup");
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/appointments/apt-2/reschedule"))
                        .withRequestBody(equalToJson("""
                                {"doctorId":"doctor-1","startTime":"2030-12-10T09:30:00-08:00",
                                 "endTime":"2030-12-10T10:00:00-08:00","holdId":"hold-1","callId":"%s"}""".formatted(phone.callSid()))));
    }

    @Test
    void aSlotThatIsGoneLeavesTheAppointmentWhereItWasAndOffersOthers() {
        aPatientWithAppointments();
        world.changingAnswers("apt-1", "reschedule", 409, "{\"code\":\"SLOT_OVERLAP\",\"detail\":\"d\"}");
        var when = phone.press(identified("2"), "1");

        var heard = phone.press(when, "1");

        assertThat(heard.said().getFirst()).contains("has just been taken");
        assertThat(heard.verbs()).startsWith("Gather");
    }

    @Test
    void anAppointmentIsCancelledAfterAClearYes() {
        aPatientWithAppointments();
        world.changingAnswers("apt-1", "cancel", 200, World.appointment("apt-1", "CANCELLED", "pat-1"));
        var sure = phone.press(identified("3"), "1");
        assertThat(sure.said())
                .containsExactly("To cancel your appointment on Monday, December 2 at 12:00 PM, press 1 or say yes."
                        + " To keep it, press 2 or say no.");

        var cancelled = phone.say(sure, "yes please");

        assertThat(cancelled.said())
                .containsExactly("Your appointment on Monday, December 2 at 12:00 PM is cancelled. Goodbye.");
        world.booking.verifyThat(1, postRequestedFor(urlPathEqualTo("/api/appointments/apt-1/cancel")));
    }

    @Test
    void whoDoesNotWantToAfterAllKeepsIt() {
        aPatientWithAppointments();
        var sure = phone.press(identified("3"), "2");

        var kept = phone.say(sure, "no, keep it");

        assertThat(kept.said().getFirst()).isEqualTo("Your appointment stays as it is.");
        assertThat(kept.verbs()).startsWith("Gather");
        world.booking.verifyThat(0, postRequestedFor(urlPathMatching(".*/cancel")));
    }

    @Test
    void aSingleAppointmentNeedsNoChoosing() {
        aPatientWithAppointments();
        world.onlyOneAppointmentStands();

        assertThat(identified("3").said().getFirst()).startsWith("To cancel your appointment on Monday, December 2");
    }

    @Test
    void whoHasNoneHearsSoAndIsAskedWhatElse() {
        aPatientWithAppointments();
        world.noAppointmentStands();

        var heard = identified("2");

        assertThat(heard.said()).first().isEqualTo("You have no appointment to come.");
        assertThat(heard.said()).last().asString().startsWith("To book an appointment, press 1");
    }

    @Test
    void threeWrongDatesOnACallAndAPersonGoesOn() {
        aPatientWithAppointments();
        var first = phone.press(phone.press("2"), "01011981");
        // Going back and asking for something else gives nobody more tries.
        var second = phone.press(phone.press(phone.press(first, "#"), "3"), "01021981");
        assertThat(second.said().getFirst()).contains("does not match what we have for your number");

        var third = phone.press(second, "01031981");

        assertThat(third.said())
                .containsExactly("I am sorry, I could not check who you are.", "Please hold while I put you through.");
        assertThat(third.verbs()).endsWith("Dial");
        world.booking.verifyThat(3, postRequestedFor(urlPathEqualTo("/api/contacts/pat-1/verify")));
        world.booking.verifyThat(0, getRequestedFor(urlPathEqualTo("/api/appointments")));
    }

    @ParameterizedTest
    @CsvSource({
        "429, '{\"code\":\"TOO_MANY_TRIES\"}'",
        "200, '{\"verified\":false,\"triesLeft\":0}'",
    })
    void whatOtherCallsHaveTriedCountsToo(int status, String body) {
        world.callersAreKnown();
        world.booking.register(
                post(urlPathEqualTo("/api/contacts/pat-1/verify")).willReturn(json(status, body)));

        assertThat(phone.press(phone.press("2"), "12311980").said().getFirst()).contains("could not check who you are");
    }

    @ParameterizedTest
    @ValueSource(strings = {"31121980", "123", "00000000"})
    void whatIsNoDateIsAskedForAgainAndIsNoTry(String digits) {
        aPatientWithAppointments();

        var heard = phone.press(phone.press("2"), digits);

        assertThat(heard.said().getFirst()).contains("did not understand that date");
        assertThat(heard.text()).contains("numDigits=\"8\"");
        world.nothingIsAskedOnTheLine();
    }

    @Test
    void aDateCanBeSaidAndInFrenchTheDayIsFirst() {
        world.dateOfBirthIs("1980-12-31");
        world.appointmentsStand();
        var kin = new Phone(service, KIN_NUMBER);

        var who = kin.say("je veux annuler mon rendez-vous");
        assertThat(who.said()).singleElement().asString().contains("deux pour le jour, deux pour le mois");

        assertThat(kin.say(who, "le trente et un décembre mille neuf cent quatre-vingt")
                        .said())
                .first()
                .isEqualTo("Quel rendez-vous voulez-vous annuler ?");
        assertThat(kin.press(who, "31121980").said()).hasSize(3);
    }

    @Test
    void aWithheldNumberHasNoAppointmentsToFind() {
        for (var withheld : List.of("anonymous", "+266696687")) {
            var heard = new Phone(service, DEMO_NUMBER).from(withheld).press("3");

            assertThat(heard.said().getFirst()).contains("your number is withheld");
        }
        world.nothingIsAskedOnTheLine();
    }

    /** What one call has proven is worth nothing on another, nor anything when it was tampered with. */
    @Test
    void aProofCannotBeTakenToAnotherCall() {
        aPatientWithAppointments();
        var sure = phone.press(identified("3"), "1");
        var other = new Phone(service, DEMO_NUMBER);

        var heard = other.answer(sure.action(), Map.of("Digits", "1"));

        assertThat(heard.said()).noneMatch(text -> text.contains("December 2 at"));
        world.booking.verifyThat(0, postRequestedFor(urlPathMatching(".*/cancel")));
        assertThat(sure.action()).doesNotContain("apt-1").doesNotContain("pat-1");
    }

    @Test
    void anAppointmentThatIsGoneMeanwhileIsAPersonsMatter() {
        aPatientWithAppointments();
        world.changingAnswers("apt-1", "cancel", 409, "{\"code\":\"STATUS_CONFLICT\",\"detail\":\"d\"}");
        var sure = phone.press(identified("3"), "1");

        assertThat(phone.press(sure, "1").said().getFirst()).contains("cannot change this appointment by telephone");
    }

    @Test
    void whereNobodyKnowsWhetherItWasDoneNeitherIsSaid() {
        aPatientWithAppointments();
        world.changingAnswers("apt-1", "cancel", 200, "not json");
        var sure = phone.press(identified("3"), "1");

        assertThat(phone.press(sure, "1").said().getFirst()).contains("cannot say whether this was done");
        world.booking.verifyThat(2, postRequestedFor(urlPathEqualTo("/api/appointments/apt-1/cancel")));
    }

    @Test
    void withBookingServiceDownEveryTurnIsStillAnswered() {
        aPatientWithAppointments();
        var who = phone.press("2");
        var sure = phone.press(identified("3"), "1");
        world.bookingIsCutOff();

        for (var heard : List.of(phone.press(who, "12311980"), phone.press(sure, "1"))) {
            assertThat(heard.said().getFirst()).contains("cannot reach our calendar");
            assertThat(heard.verbs()).containsExactly("Say", "Say", "Dial");
        }
    }

    private void aPatientWithAppointments() {
        world.slotsAreHeld();
        world.dateOfBirthIs("1980-12-31");
        world.appointmentsStand();
    }

    /** @param wish the menu's key */
    private Heard identified(String wish) {
        return phone.press(phone.press(wish), "12311980");
    }
}
