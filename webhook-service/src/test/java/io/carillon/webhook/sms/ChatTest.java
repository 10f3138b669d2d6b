package io.carillon.webhook.sms;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.carillon.webhook.World.KIN_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A patient and a clinic on WhatsApp, message by message; booking-service is played by WireMock. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ChatTest {

    private static final String GREETING =
            "In an emergency dial 911, do not write here.\nDemo <Healthcare> & Clinic\nReply 1 to book";

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    Writer writer;

    @BeforeEach
    void world() {
        world.reset();
        writer = new Writer(service, DEMO_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"book", "Hi, I need an appointment please", "1"})
    @Requirement("R-WEB-02")
    void whoWritesBookIsOfferedThreeTimesAndBookedOnce(String wish) {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));

        assertThat(writer.writes(wish)).isEqualTo("""
                        These times are free:
                        1: Tuesday, December 10 at 9:30 AM
                        2: Tuesday, December 10 at 10:00 AM
                        3: Tuesday, December 10 at 10:30 AM
                        Reply with a number to book that time, 4 for other times, 5 for another day.""");
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/holds"))
                        .withRequestBody(matchingJsonPath("$.callId", equalTo(writer.first))));

        assertThat(writer.writes("the second"))
                .isEqualTo("Your appointment is confirmed for Tuesday, December 10 at 10:00 AM.");
        world.booking.verifyThat(1, postRequestedFor(urlPathEqualTo("/api/holds/hold-2/confirm")));
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/contacts/resolve"))
                        .withRequestBody(matchingJsonPath("$.phone", equalTo(writer.phone))));

        // It is over: the next word begins anew.
        assertThat(writer.writes("Thanks!")).startsWith(GREETING);
    }

    /** A hold lasts two minutes, and people read their messages when they have time. */
    @Test
    @Requirement("R-WEB-02")
    void whoChoosesSlowlyIsBookedAllTheSame() {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(409, "{\"code\":\"HOLD_EXPIRED\",\"detail\":\"The hold has ended.\"}");
        world.bookingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
        writer.writes("book");

        assertThat(writer.writes("1")).isEqualTo("Your appointment is confirmed for Tuesday, December 10 at 9:30 AM.");

        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/appointments"))
                        .withRequestBody(matchingJsonPath("$.callId", equalTo(writer.first))));
    }

    @Test
    void inAConversationALanguageModelIsAskedWhereTheClinicHasItSo() {
        world.slotsAreHeld();
        world.asksAModel(DEMO_NUMBER, true);
        try {
            writer.writes("book");
            world.otherSlotsAreHeld();
            world.openAi.register(
                    post(urlPathEqualTo("/v1/chat/completions"))
                            .willReturn(
                                    aResponse()
                                            .withBody(
                                                    "{\"choices\":[{\"message\":{\"content\":\"{\\\"meaning\\\":\\\"other_times\\\"}\"}}]}")));

            assertThat(writer.writes("hm, I am at work then")).contains("1: Tuesday, December 10 at 11:00 AM");
        } finally {
            world.asksAModel(DEMO_NUMBER, false);
        }
    }

    @Test
    void aMessageThatTwilioBringsTwiceIsAnsweredAsBeforeAndDoneOnce() {
        world.slotsAreHeld();
        var sid = Writer.sid();

        var first = writer.sends(sid, "book");
        var again = writer.sends(sid, "book");

        assertThat(again.body()).isEqualTo(first.body());
        world.booking.verifyThat(1, postRequestedFor(urlPathEqualTo("/api/holds")));
    }

    @ParameterizedTest
    @CsvSource({"cancel, yes, CANCELLED", "3, 1, CANCELLED", "cancel, no, kept", "3, 2, kept"})
    void whoProvesWhoTheyAreCancels(String wish, String decision, String outcome) {
        world.dateOfBirthIs("1980-12-31");
        world.onlyOneAppointmentStands();
        world.appointmentIsOf("apt-1", "pat-1");
        world.changingAnswers("apt-1", "cancel", 200, World.appointment("apt-1", "CANCELLED", "pat-1"));

        assertThat(writer.writes("Hello")).startsWith(GREETING);
        assertThat(writer.writes(wish)).startsWith("Please write your date of birth: two digits for the month");
        assertThat(writer.writes("01/01/1980")).contains("does not match");
        assertThat(writer.writes("12/31/1980"))
                .isEqualTo("Reply 1 to cancel your appointment on Monday, December 2 at 12:00 PM, or 2 to keep it.");

        var answer = writer.writes(decision);

        world.booking.verifyThat(
                outcome.equals("kept") ? 0 : 1, postRequestedFor(urlPathEqualTo("/api/appointments/apt-1/cancel")));
        assertThat(answer)
                .startsWith(
                        outcome.equals("kept")
                                ? "Your appointment stays as it is."
                                : "Your appointment on Monday, December 2 at 12:00 PM is cancelled.");
    }

    @Test
    void anEmergencyIsToldTheNumberWhateverWasAsked() {
        world.slotsAreHeld();
        writer.writes("book");

        assertThat(writer.writes("my father is unconscious")).contains("dial 911 now");
        assertThat(new Writer(service, KIN_NUMBER).writes("C'est une urgence !"))
                .contains("composez le 112 maintenant");
    }

    /** Nobody who is asked for it is in need because they were born on 11 September. */
    @Test
    void aDateOfBirthWithTheNumberInItIsADate() {
        world.dateOfBirthIs("1980-12-31");
        writer.writes("cancel");

        assertThat(writer.writes("9 11 1980")).contains("does not match");
        assertThat(writer.writes("911")).contains("dial 911 now");
    }

    @Test
    void whoWantsAPersonIsToldWhomToCall() {
        assertThat(writer.writes("0")).isEqualTo("Please call " + DEMO_NUMBER + ".");
        assertThat(new Writer(service, KIN_NUMBER).writes("une personne"))
                .isEqualTo("Veuillez demander à la clinique pendant les heures d'ouverture.");
    }

    @Test
    void whatNobodyUnderstandsIsAskedTwiceAndThenLeft() {
        assertThat(writer.writes("Hello")).startsWith(GREETING);
        assertThat(writer.writes("blah")).startsWith("I am sorry, I did not understand that.\nReply 1 to book");
        assertThat(writer.writes("")).startsWith("I am sorry, I can only read text.\nReply 1 to book");
        assertThat(writer.writes("bla bla")).contains("Please call " + DEMO_NUMBER);

        // Two machines do not write to each other for ever.
        assertThat(writer.sends(Writer.sid(), "blah").verbs()).isEmpty();
        assertThat(writer.writes("STOP")).contains("you will get no more texts");
    }

    @Test
    void withBookingServiceAwayNobodyWaits() {
        assertThat(writer.writes("book"))
                .isEqualTo("I am sorry, I cannot reach our calendar at the moment.\nPlease call " + DEMO_NUMBER + ".");
    }

    @Test
    void withRedisAwaySomebodyIsToldWhomToCall() {
        world.slotsAreHeld();
        world.stack.kill("redis");
        try {
            assertThat(writer.writes("book")).contains("Please call " + DEMO_NUMBER);
            assertThat(writer.writes("he is bleeding")).contains("dial 911 now");
        } finally {
            world.stack.start("redis");
        }
    }

    @Test
    void aClinicWhoseCallsAreSwitchedOffStillAnswersInWriting() {
        world.switched(DEMO_NUMBER, List.of("voice"), "normal");
        try {
            assertThat(writer.writes("Hello")).startsWith(GREETING);
        } finally {
            world.switched(DEMO_NUMBER, List.of(), "normal");
        }
    }
}
