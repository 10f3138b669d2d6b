package io.carillon.webhook.sms;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.sms.Conversations.Asked;
import io.carillon.webhook.sms.Conversations.Ticket;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A patient who hears nothing and writes again, while booking-service takes its time. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ChatAtOnceTest {

    private static final String CROSSED =
            "I was still busy with your last message when this one came, so nothing was done by this one.\n";
    private static final String MENU =
            "Reply 1 to book an appointment, 2 to move one, 3 to cancel one, or 0 to speak with a person.";
    private static final String ONE_MOMENT =
            "One moment, please: your last message is still being worked on. Nothing was done by this one.";

    /** Of each answer of booking-service; several go into one of ours. */
    private static final int SLOW_MS = 700;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    World world;

    @Inject
    Conversations conversations;

    @Inject
    ClinicDirectory directory;

    @Inject
    RedisDataSource redis;

    @TestHTTPResource("/")
    URI service;

    Writer writer;

    @BeforeEach
    void world() {
        world.reset();
        writer = new Writer(service, DEMO_NUMBER);
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
    }

    @AfterEach
    void bookingIsQuick() {
        world.booking.setGlobalFixedDelayVariable(0);
    }

    @Test
    @Requirement("R-WEB-02")
    void whoChoosesAnotherTimeBeforeTheFirstIsConfirmedIsBookedOnce() {
        writer.writes("book");
        bookingIsSlow();

        var first = beingWorked("1");
        var second = writer.writes("2");

        assertThat(first.join()).isEqualTo("Your appointment is confirmed for Tuesday, December 10 at 9:30 AM.");
        assertThat(second).isEqualTo(CROSSED + MENU);
        asked(1, postRequestedFor(urlPathMatching("/api/holds/.+/confirm")));
        asked(1, postRequestedFor(urlPathEqualTo("/api/holds/hold-1/confirm")));

        // What was asked last is what is answered next.
        assertThat(writer.writes("2")).startsWith("Please write your date of birth");
    }

    @Test
    @Requirement("R-WEB-02")
    void ofTwoChoicesAtTheSameMomentOneIsBooked() {
        writer.writes("book");
        bookingIsSlow();

        var both = List.of(atOnce("1"), atOnce("2"));

        assertThat(both)
                .extracting(CompletableFuture::join)
                .satisfiesExactlyInAnyOrder(
                        answer -> assertThat(answer).startsWith("Your appointment is confirmed for"),
                        answer -> assertThat(answer).isEqualTo(CROSSED + MENU));
        asked(1, postRequestedFor(urlPathMatching("/api/holds/.+/confirm")));
    }

    @Test
    @Requirement("R-WEB-02")
    void whoTakesBackAYesIsNotToldThatItStaysAsItIs() {
        world.dateOfBirthIs("1980-12-31");
        world.onlyOneAppointmentStands();
        world.appointmentIsOf("apt-1", "pat-1");
        world.changingAnswers("apt-1", "cancel", 200, World.appointment("apt-1", "CANCELLED", "pat-1"));
        writer.writes("cancel");
        assertThat(writer.writes("12/31/1980")).startsWith("Reply 1 to cancel your appointment");
        bookingIsSlow();

        var yes = beingWorked("yes");
        var no = writer.writes("no");

        assertThat(yes.join()).startsWith("Your appointment on Monday, December 2 at 12:00 PM is cancelled.");
        assertThat(no).isEqualTo(CROSSED + MENU);
        asked(1, postRequestedFor(urlPathEqualTo("/api/appointments/apt-1/cancel")));
    }

    @Test
    @Requirement("R-WEB-02")
    void whoWantsOtherTimesTwiceIsOfferedThemOnceAndBookedWhatWasOffered() {
        writer.writes("book");
        world.otherSlotsAreHeld();
        bookingIsSlow();

        var first = beingWorked("4");
        var second = writer.writes("4");

        var offered = first.join();
        assertThat(offered).contains("1: Tuesday, December 10 at 11:00 AM\n2: Tuesday, December 10 at 11:30 AM\n");
        assertThat(second).startsWith(CROSSED);
        assertThat(offered).endsWith(second.substring(CROSSED.length()));
        asked(1, postRequestedFor(urlPathEqualTo("/api/holds")));

        assertThat(writer.writes("1")).contains("confirmed for Tuesday, December 10");
        asked(1, postRequestedFor(urlPathEqualTo("/api/holds/hold-4/confirm")));
        asked(1, postRequestedFor(urlPathMatching("/api/holds/.+/confirm")));
    }

    /** Who writes "1" to book and "1" again has not seen any times yet. */
    @Test
    @Requirement("R-WEB-02")
    void nobodyChoosesWhatTheyHaveNotRead() {
        bookingIsSlow();

        var first = beingWorked("1");
        var second = writer.writes("1");

        assertThat(second).isEqualTo(CROSSED + first.join().substring("These times are free:\n".length()));
        asked(0, postRequestedFor(urlPathMatching("/api/holds/.+/confirm")));
    }

    @Test
    @Requirement("R-WEB-02")
    void aMessageThatWaitedForADeadReplicaIsDoneOnceItsLockIsOver() throws ConversationsUnavailable {
        writer.writes("book");
        locked(Duration.ofMillis(1_500));

        assertThat(writer.writes("2")).isEqualTo("Your appointment is confirmed for Tuesday, December 10 at 10:00 AM.");
    }

    @Test
    @Requirement("R-WEB-02")
    void whoHasWaitedLongEnoughIsAskedForAMomentAndNothingIsDone() throws ConversationsUnavailable {
        writer.writes("book");
        var owner = locked(LIMIT);
        world.booking.resetRequests();

        assertThat(writer.writes("2")).isEqualTo(ONE_MOMENT);
        world.nothingIsAskedOnTheLine();

        conversations.leave(owner);
        assertThat(writer.writes("2")).startsWith("Your appointment is confirmed");
    }

    @Test
    @Requirement("R-WEB-02")
    void whoIsInNeedWaitsForNobody() throws ConversationsUnavailable {
        writer.writes("book");
        locked(LIMIT);

        var answer = atOnce("my father is unconscious").orTimeout(3, TimeUnit.SECONDS);

        assertThat(answer.join()).contains("dial 911 now");
    }

    /** The late answer lists times that are not what the next "1" would mean. */
    @Test
    @Requirement("R-WEB-02")
    void whatComesAfterItsLockHasExpiredIsNeitherKeptNorSaid() {
        writer.writes("book");
        world.otherSlotsAreHeld();
        bookingIsSlow();

        var late = beingWorked("4");
        assertThat(redis.key().del(ticket().lock())).isOne();
        assertThat(writer.writes("0")).isEqualTo("Please call " + DEMO_NUMBER + ".");

        assertThat(late.join())
                .isEqualTo("I am sorry, I cannot answer right now. Please write again in a few minutes.");
        assertThat(writer.writes("Thanks!")).startsWith("In an emergency dial 911, do not write here.");
    }

    /** What is done is said, however late; what is asked meanwhile stays. */
    @Test
    @Requirement("R-WEB-02")
    void aLateConfirmationIsSaidAndEndsNothingOfWhatCameAfter() {
        writer.writes("book");
        bookingIsSlow();

        var late = beingWorked("1");
        assertThat(redis.key().del(ticket().lock())).isOne();
        var asked = writer.writes("*");
        assertThat(asked).startsWith("1: Tuesday, December 10 at 9:30 AM\n");

        assertThat(late.join()).startsWith("Your appointment is confirmed");
        assertThat(writer.writes("*")).isEqualTo(asked);
    }

    /** From now on, and nothing of what was asked before counts. */
    private void bookingIsSlow() {
        world.booking.setGlobalFixedDelayVariable(SLOW_MS);
        world.booking.resetRequests();
    }

    private CompletableFuture<String> atOnce(String body) {
        return CompletableFuture.supplyAsync(() -> writer.writes(body), Thread.ofVirtual()::start);
    }

    /** Written, and booking-service is being asked about it. */
    private CompletableFuture<String> beingWorked(String body) {
        var answer = atOnce(body);
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !world.booking
                        .find(anyRequestedFor(anyUrl()).withHeader("X-Carillon-Deadline", matching(".+")))
                        .isEmpty());
        return answer;
    }

    private void asked(int times, RequestPatternBuilder request) {
        world.booking.verifyThat(times, request);
    }

    private Ticket ticket() {
        return conversations.ticket(directory.ofNumber(DEMO_NUMBER), writer.phone);
    }

    /** As by another replica, of which nothing more is heard. */
    private Ticket locked(Duration lock) throws ConversationsUnavailable {
        var ticket = ticket();
        assertThat(conversations.ask(ticket, lock)).isInstanceOf(Asked.Ours.class);
        return ticket;
    }
}
