package io.carillon.webhook.sms;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.carillon.events.AuditEvent;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.sms.SmsScene.Booking;
import io.carillon.webhook.sms.SmsScene.Row;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/sms/failed}: seen, and sent again. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class FailedMessagesTest {

    @Inject
    SmsScene scene;

    @TestHTTPResource
    URI service;

    @BeforeEach
    void well() {
        scene.reset();
        // Twilio is in no hurry: how a message ends is for each test to say.
        scene.twilio("{\"held\":true}");
    }

    @Test
    @Requirement("R-WEB-18")
    void aMessageThatFailedIsListedByItsCodeAndSentAgain() {
        var booking = scene.bookedOnTheLine(SmsScene.phone());
        var failed = failed(booking, 30007);

        viewer().get("/api/sms/failed?errorCode=30007&clinic=TXT&limit=200")
                .then()
                .statusCode(200)
                .body("messages.id", hasItem(failed.id().toString()))
                .body("messages[0].errorCode", equalTo(30007))
                .body("messages[0].explanation", containsString("filtered"))
                .body(
                        "messages[0].to",
                        equalTo("…" + booking.phone().substring(booking.phone().length() - 4)));
        assertThat(viewer().get("/api/sms/failed?errorCode=30007").asString()).doesNotContain(booking.phone());
        viewer().get("/api/sms/failed?errorCode=30005&limit=200")
                .then()
                .body("messages.id", not(hasItem(failed.id().toString())));

        operator()
                .post("/api/sms/failed/" + failed.id() + "/retry")
                .then()
                .statusCode(202)
                .body("queued", equalTo(1));

        var again = scene.await(
                booking,
                MessageKind.CONFIRMATION,
                row -> row.state().equals("sent") && !String.valueOf(row.sid()).equals(failed.sid()));
        scene.told(service, again.id(), String.valueOf(again.sid()), "delivered", 0);
        scene.awaitState(booking, State.DELIVERED);
        assertThat(scene.messagesTo(booking.phone())).hasSize(2);
        operator()
                .post("/api/sms/failed/" + failed.id() + "/retry")
                .then()
                .statusCode(409)
                .body("code", equalTo("NOT_FAILED"));
    }

    /** The callback that said so was wrong, or late: Twilio is asked before anything is sent. */
    @Test
    @Requirement("R-WEB-18")
    void aMessageThatDidArriveIsNotSentAgain() {
        var booking = scene.bookedOnTheLine(SmsScene.phone());
        var failed = failed(booking, 30006);
        scene.ends(String.valueOf(failed.sid()), "delivered");

        operator().post("/api/sms/failed/" + failed.id() + "/retry").then().statusCode(202);

        scene.awaitState(booking, State.DELIVERED);
        assertThat(scene.messagesTo(booking.phone())).hasSize(1);
        assertThat(scene.asked(booking.phone())).isOne();
    }

    @Test
    void allOfACodeArePutBackBoundedAndAudited() {
        var bookings = java.util.stream.IntStream.range(0, 3)
                .mapToObj(i -> scene.bookedOnTheLine(SmsScene.phone()))
                .toList();
        bookings.forEach(booking -> failed(booking, 30004));

        operator()
                .post("/api/sms/failed/retry?errorCode=30004&clinic=TXT&limit=2")
                .then()
                .statusCode(202)
                .body("queued", equalTo(2));
        operator()
                .post("/api/sms/failed/retry?errorCode=30004&clinic=TXT")
                .then()
                .statusCode(202);

        for (var booking : bookings) {
            scene.await(
                    booking,
                    MessageKind.CONFIRMATION,
                    row -> scene.messagesTo(booking.phone()).size() == 2);
        }
        Awaitility.await()
                .atMost(SmsScene.LIMIT)
                .until(() -> EventsSeen.on(scene.world.stack, Topic.AUDIT, "dev-operator").stream()
                        .anyMatch(event -> event.data() instanceof AuditEvent.ChangeRecorded change
                                && change.resource().equals("sms")
                                && change.resourceId().equals("errorCode 30004")
                                && "2 messages".equals(change.after())));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '?errorCode=abc', 400",
        "GET, '?errorCode=0', 400",
        "GET, '?errorCode=99999999999', 400",
        "GET, '?limit=0', 400",
        "GET, '?limit=x', 400",
        "GET, '?after=not-an-id', 400",
        "GET, '?clinic=NOWHERE', 404",
        "GET, '?clinic=%00', 400",
        "POST, '/not-an-id/retry', 404",
        "POST, '/retry', 400",
        "POST, '/retry?errorCode=', 400",
        "POST, '/retry?errorCode=-1', 400",
        "POST, '/retry?errorCode=30008&limit=-1', 400",
        "POST, '/retry?errorCode=30008&clinic=NOWHERE', 404",
    })
    void badInputIsToldAsAProblem(String method, String rest, int status) {
        operator()
                .urlEncodingEnabled(false)
                .request(method, "/api/sms/failed" + rest)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status));
    }

    @Test
    void onlyWhoMayComesIn() {
        var unknown = "/api/sms/failed/" + UUID.randomUUID() + "/retry";

        given().get("/api/sms/failed").then().statusCode(401);
        given().post(unknown).then().statusCode(401);
        viewer().post(unknown).then().statusCode(403);
        operator().post(unknown).then().statusCode(404).body("code", equalTo("UNKNOWN_MESSAGE"));
    }

    private Row failed(Booking booking, int code) {
        var sent = scene.awaitState(booking, State.SENT);
        var sid = String.valueOf(sent.sid());
        scene.ends(sid, "undelivered");
        scene.told(service, sent.id(), sid, "undelivered", code);
        return scene.awaitState(booking, State.UNDELIVERED);
    }

    private static RequestSpecification viewer() {
        return given().header("X-API-Key", "dev-viewer-key");
    }

    private static RequestSpecification operator() {
        return given().header("X-API-Key", "dev-operator-key");
    }
}
