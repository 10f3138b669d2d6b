package io.carillon.webhook.menu;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.AppointmentPromised;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.Phone;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller.Heard;
import io.carillon.webhook.World;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twilio asks again: the same request gets the same bytes, and happens once (design, section 4). */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ReplayTest {

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

    @Inject
    RedisDataSource redis;

    /** A request that Twilio made, with what it got. */
    private record Turned(String target, Map<String, String> answer, Heard heard) {}

    @Test
    @Requirement("R-WEB-06")
    void everyTurnReplayedGetsTheSameBytesAndBooksOnce() {
        aBookableWorld();

        var turns = fiveTurns();
        for (var turn : turns) {
            assertThat(again(turn).body()).isEqualTo(turn.heard().body());
        }

        assertThat(turns.getLast().heard().said().getFirst()).contains("confirmed", "10:30 AM");
        world.booking.verifyThat(1, postRequestedFor(urlPathEqualTo("/api/holds/hold-3/confirm")));
        world.booking.verifyThat(1, postRequestedFor(urlPathEqualTo("/api/holds")));
        assertThat(events(CallbackAccepted.class)).hasSize(5);
        assertThat(events(AppointmentPromised.class)).hasSize(1);
    }

    /** Redis has lost what was answered: the same bytes come anew, and downstream sees by the ids that nothing is new. */
    @Test
    @Requirement("R-WEB-21")
    void withoutWhatRedisKeptTheAnswersAreStillTheSame() {
        aBookableWorld();

        for (var turn : fiveTurns()) {
            redis.flushall();
            assertThat(again(turn).body()).isEqualTo(turn.heard().body());
        }

        assertThat(keys()).hasSize(2).containsOnly(keys().getFirst());
        assertThat(EventsSeen.on(world.stack, Topic.CALLS, phone.callSid()).stream()
                        .map(CloudEvent::id)
                        .distinct())
                .as("five callbacks and a promise")
                .hasSize(6);
    }

    @Test
    void aTokenWithAnotherBodyIsANewRequest() {
        aBookableWorld();
        var offer = phone.press("1");
        var token = Map.of("I-Twilio-Idempotency-Token", "token-" + phone.callSid());

        var first = phone.twilio.signed(offer.action(), phone.twilio.fields(DEMO_NUMBER, Map.of("Digits", "8")), token);
        var same = phone.twilio.signed(offer.action(), phone.twilio.fields(DEMO_NUMBER, Map.of("Digits", "8")), token);
        var other = phone.twilio.signed(offer.action(), phone.twilio.fields(DEMO_NUMBER, Map.of("Digits", "1")), token);

        assertThat(same.body()).isEqualTo(first.body());
        assertThat(other.said().getFirst()).contains("confirmed");
        assertThat(events(CallbackAccepted.class)).hasSize(3);
    }

    private void aBookableWorld() {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
    }

    /** Greeting, mumbling, a wish, silence, a choice. */
    private List<Turned> fiveTurns() {
        var turns = new ArrayList<Turned>();
        turns.add(turn("/api/voice/incoming", Map.of()));
        for (var answer : List.of(
                Map.of("SpeechResult", "mumble"),
                Map.of("SpeechResult", "I need an appointment"),
                Map.<String, String>of(),
                Map.of("Digits", "3"))) {
            turns.add(turn(turns.getLast().heard().action(), answer));
        }
        return turns;
    }

    private Turned turn(String target, Map<String, String> answer) {
        return new Turned(target, answer, phone.answer(target, answer));
    }

    private Heard again(Turned turn) {
        return phone.answer(turn.target(), turn.answer());
    }

    private List<String> keys() {
        return world.booking.find(postRequestedFor(urlPathMatching("/api/holds/.*/confirm"))).stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .toList();
    }

    private <E> List<E> events(Class<E> type) {
        return EventsSeen.on(world.stack, Topic.CALLS, phone.callSid()).stream()
                .map(CloudEvent::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
