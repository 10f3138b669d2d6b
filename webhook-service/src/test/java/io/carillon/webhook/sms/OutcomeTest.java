package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.Tables;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can come of handing a message to Twilio, and that none of it makes two. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class OutcomeTest {

    @Inject
    SmsScene scene;

    @Inject
    MeterRegistry metrics;

    @Inject
    Clock clock;

    @TestHTTPResource
    URI service;

    @BeforeEach
    void well() {
        scene.reset();
    }

    @ParameterizedTest
    @CsvSource({"21211", "21614", "21408", "21612"})
    void whatTwilioRefusesForGoodFailsWithItsCode(int code) {
        scene.twilio("{\"refuse\":{\"status\":400,\"code\":%d,\"times\":1}}".formatted(code));

        var booking = scene.bookedOnTheLine(SmsScene.phone());

        var row = scene.awaitState(booking, State.FAILED);
        assertThat(row.code()).isEqualTo(code);
        assertThat(scene.asked(booking.phone())).isOne();
    }

    @Test
    void whoSaidStopToTwilioIsRememberedAndNotTriedAgain() {
        scene.twilio("{\"refuse\":{\"status\":400,\"code\":21610,\"times\":1}}");
        var phone = SmsScene.phone();

        var first = scene.bookedOnTheLine(phone);
        var row = scene.awaitState(first, State.SUPPRESSED);
        var second = scene.bookedOnTheLine(phone);

        assertThat(row.why()).isEqualTo("opted_out");
        assertThat(row.code()).isEqualTo(21610);
        assertThat(scene.awaitState(second, State.SUPPRESSED).why()).isEqualTo("opted_out");
        assertThat(scene.asked(phone)).as("the second was not even tried").isOne();
    }

    @Test
    void aStopThatTwilioTellsOfBeforeItAnswersIsRememberedToo() {
        var phone = SmsScene.phone();
        var first = scene.appointment(phone);
        scene.world.stack.fault("twilio", "slow", 1_500);
        scene.publish(scene.booked(first, "CA1"));
        await().atMost(SmsScene.LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> scene.asked(phone) == 1);

        var sending = scene.row(first, MessageKind.CONFIRMATION).orElseThrow();
        scene.told(service, sending.id(), "SM" + "0".repeat(32), "undelivered", 21610);
        var ended = scene.awaitState(first, State.SUPPRESSED);
        scene.world.stack.fault("twilio", "ok", 0);
        var second = scene.bookedOnTheLine(phone);

        assertThat(ended.why()).isEqualTo("opted_out");
        assertThat(phone).endsWith(ended.last4());
        assertThat(scene.awaitState(second, State.SUPPRESSED).why()).isEqualTo("opted_out");
        assertThat(scene.asked(phone)).as("the second was not even tried").isOne();
    }

    @Test
    @Requirement("R-EXT-04")
    void tooManyRequestsWaitsAsLongAsTwilioAsksFor() {
        scene.twilio("{\"refuse\":{\"status\":429,\"code\":20429,\"retryAfter\":2,\"times\":1}}");

        var booking = scene.bookedOnTheLine(SmsScene.phone());
        scene.await(booking, MessageKind.CONFIRMATION, row -> "rate_limited".equals(row.why()));
        var refused = clock.instant();
        scene.awaitState(booking, State.SENT);

        // The refusal was written a little after it was read.
        assertThat(Duration.between(refused, clock.instant())).isGreaterThan(Duration.ofMillis(1_500));
        assertThat(scene.messagesTo(booking.phone())).hasSize(1);
        assertThat(scene.asked(booking.phone())).isEqualTo(2);
    }

    @Test
    @Requirement("R-EXT-15")
    void aRefusedCredentialStopsTheHammeringAndIsToldOnce() {
        scene.world.stack.fault("twilio", "unauthorized", 0);
        var before = alarms();

        var first = scene.bookedOnTheLine(SmsScene.phone());
        var second = scene.bookedOnTheLine(SmsScene.phone());
        scene.await(first, MessageKind.CONFIRMATION, row -> "credential_invalid".equals(row.why()));
        // The account waits 3 s here (15 min in production); within that nobody asks.
        var asked = scene.asked(first.phone()) + scene.asked(second.phone());
        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofMillis(2_500))
                .until(() -> scene.asked(first.phone()) + scene.asked(second.phone()) <= Math.max(asked, 2));
        scene.world.stack.fault("twilio", "ok", 0);

        scene.awaitState(first, State.SENT);
        scene.awaitState(second, State.SENT);
        assertThat(scene.messagesTo(first.phone())).hasSize(1);
        assertThat(alarms() - before).isEqualTo(1);
    }

    @Test
    void aLostAnswerIsLookedUpAndFound() {
        scene.twilio("{\"loseAnswers\":1}");

        var booking = scene.bookedOnTheLine(SmsScene.phone());
        scene.await(booking, MessageKind.CONFIRMATION, row -> "connection_lost".equals(row.why()));
        var row = scene.await(
                booking,
                MessageKind.CONFIRMATION,
                found -> found.state().equals("sent") || found.state().equals("delivered"));

        var messages = scene.messagesTo(booking.phone());
        assertThat(messages).hasSize(1);
        assertThat(row.sid()).isEqualTo(messages.getFirst().path("sid").asText());
        assertThat(scene.asked(booking.phone())).as("sent once, asked once").isOne();
    }

    /** Twilio failed before it took the message, and that cannot be told from after. */
    @Test
    void whatTwilioSurelyDoesNotHaveIsSentAgainOnce() {
        scene.world.stack.fault("twilio", "error", 0);
        var booking = scene.bookedOnTheLine(SmsScene.phone());
        scene.await(booking, MessageKind.CONFIRMATION, row -> "server_error".equals(row.why()));
        assertThat(scene.messagesTo(booking.phone())).isEmpty();

        scene.world.stack.fault("twilio", "ok", 0);

        scene.awaitState(booking, State.SENT);
        assertThat(scene.messagesTo(booking.phone())).hasSize(1);
    }

    @Test
    void whatCannotBeToldApartStaysUnknownAndIsNotSentAgain() {
        scene.twilio("{\"loseAnswers\":1,\"redacted\":true}");

        var booking = scene.bookedOnTheLine(SmsScene.phone());

        var row = scene.await(booking, MessageKind.CONFIRMATION, found -> "ambiguous".equals(found.why()));
        assertThat(row.state()).isEqualTo("unknown");
        assertThat(row.due()).isNull();
        assertThat(scene.messagesTo(booking.phone())).hasSize(1);
    }

    /** The database goes away between Twilio's yes and our commit: whoever looks next finds the message there. */
    @Test
    void aCommitThatFailsAfterTheMessageWentOutMakesNoSecondOne() {
        var booking = scene.appointment(SmsScene.phone());
        scene.world.stack.fault("twilio", "slow", 900);
        scene.publish(scene.booked(booking, "CA1"));
        await().atMost(SmsScene.LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> scene.asked(booking.phone()) == 1);
        scene.world.stack.kill("postgres");
        try {
            await().atMost(SmsScene.LIMIT)
                    .until(() -> scene.messagesTo(booking.phone()).size() == 1);
        } finally {
            scene.world.stack.start("postgres");
        }
        scene.world.stack.fault("twilio", "ok", 0);

        scene.await(
                booking,
                MessageKind.CONFIRMATION,
                row -> row.state().equals("sent") || row.state().equals("delivered"));

        assertThat(scene.messagesTo(booking.phone())).hasSize(1);
        assertThat(scene.asked(booking.phone())).isOne();
    }

    @Test
    void statusCallbacksMoveAMessageForwardOnly() {
        var booking = scene.bookedOnTheLine(SmsScene.phone());
        var row = scene.awaitState(booking, State.SENT);
        var sid = String.valueOf(row.sid());

        assertThat(scene.told(service, row.id(), sid, "delivered", 0)).isEqualTo(204);
        scene.awaitState(booking, State.DELIVERED);
        scene.told(service, row.id(), sid, "sent", 0);
        scene.told(service, row.id(), sid, "undelivered", 30008);

        var later = scene.bookedOnTheLine(SmsScene.phone());
        var laterRow = scene.awaitState(later, State.SENT);
        scene.told(service, laterRow.id(), String.valueOf(laterRow.sid()), "undelivered", 30005);
        assertThat(scene.awaitState(later, State.UNDELIVERED).code()).isEqualTo(30005);
        assertThat(scene.row(booking, MessageKind.CONFIRMATION))
                .hasValueSatisfying(same -> assertThat(same.state()).isEqualTo("delivered"));
    }

    @Test
    @Requirement("R-WEB-02")
    void aMessageThatFailedStandsInTheDeliveryLog() {
        var booking = scene.bookedOnTheLine(SmsScene.phone());
        var row = scene.awaitState(booking, State.SENT);
        var sid = String.valueOf(row.sid());

        assertThat(scene.told(service, row.id(), sid, "failed", 30008)).isEqualTo(204);

        await().atMost(SmsScene.LIMIT)
                .untilAsserted(() -> assertThat(Tables.rows(
                                "select event, status, http_status from webhook_delivery_log where call_id = ?", sid))
                        .containsExactly("sms.status completed 200"));
    }

    @Test
    @Requirement("R-WEB-18")
    void anUnknownCarrierErrorIsTriedAgainByItselfAndThenArrives() {
        var booking = scene.bookedOnTheLine(SmsScene.phone());
        var first = scene.awaitState(booking, State.SENT);

        scene.told(service, first.id(), String.valueOf(first.sid()), "undelivered", 30008);
        var second = scene.await(
                booking,
                MessageKind.CONFIRMATION,
                row -> row.state().equals("sent") && !String.valueOf(row.sid()).equals(first.sid()));
        scene.told(service, second.id(), String.valueOf(second.sid()), "delivered", 0);

        scene.awaitState(booking, State.DELIVERED);
        assertThat(scene.messagesTo(booking.phone())).hasSize(2);
    }

    private double alarms() {
        return metrics.find(OutcomeWriter.CREDENTIAL_INVALID).tag("service", "twilio").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
