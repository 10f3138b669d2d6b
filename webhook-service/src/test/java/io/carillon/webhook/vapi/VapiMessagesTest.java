package io.carillon.webhook.vapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.Topic;
import io.carillon.kit.access.ServiceToken;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.retention.RetentionSweep;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.delivery.Accepted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each message leaves a trace that can be asked for, and nothing in it that must not be kept. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class VapiMessagesTest {

    @Inject
    World world;

    @Inject
    RetentionSweep sweep;

    @Inject
    Transactions transactions;

    @Inject
    ServiceToken tokens;

    private final VapiCaller vapi = VapiCaller.demo();

    @BeforeEach
    void world() {
        world.reset();
    }

    @AfterEach
    void untranscribed() {
        world.transcribes(World.DEMO_NUMBER, false);
    }

    static Stream<String> samples() {
        return Samples.names().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    @Requirement("R-WEB-03")
    void everyTypeIsTakenAndCountedWithoutWhatMustNotBeKept(String sample) {
        try (var log = LogSeen.open()) {
            vapi.send(Samples.body(sample, vapi.callId)).statusCode(200);
            await().atMost(Duration.ofSeconds(10)).until(() -> !log.lines().isEmpty());
            assertThat(log.lines()).noneMatch(line -> line.contains(Samples.PLANTED));
        }

        var type = type(sample);
        assertThat(recorded()).singleElement().satisfies(accepted -> {
            assertThat(accepted.orgId()).isEqualTo(World.DEMO);
            assertThat(accepted.callback().kind()).isEqualTo(type);
            assertThat(accepted.callback().path()).isEqualTo("/api/vapi/webhook");
            assertThat(accepted.callback().body()).isNotNull().doesNotContain(Samples.PLANTED);
        });
        delivered(1);
        assertThat(rows("select type, count, org_id from vapi_call_events where call_id = ?"))
                .containsExactly(type + "|1|" + World.DEMO);
        assertThat(everythingStored()).doesNotContain(Samples.PLANTED);
    }

    private static String type(String sample) {
        return switch (sample) {
            case "status-update-ended" -> "status-update";
            case "transcript-partial" -> "transcript";
            default -> sample;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-update", "hang", "user-interrupted", "unknown", "session.updated"})
    void whatNeedsNoAnswerGetsAnEmptyOne(String sample) {
        vapi.send(Samples.body(sample, vapi.callId)).statusCode(200).body(equalTo("{}"));
    }

    @Test
    @Requirement("R-WEB-03")
    void aCallIsFollowedToItsEnd() {
        for (var sample : List.of(
                "assistant-request",
                "status-update",
                "language-change-detected",
                "transfer-update",
                "status-update-ended",
                "end-of-call-report")) {
            vapi.send(Samples.body(sample, vapi.callId)).statusCode(200);
        }
        delivered();

        assertThat(rows("""
                        select org_id, subject, assistant_id, status, ended_reason, started_at, duration_seconds, cost, language,
                            transferred_to, success_evaluation from vapi_calls where call_id = ?"""))
                .containsExactly(
                        World.DEMO
                                + "|call|asst-demo|ended|customer-ended-call|2026-11-20 17:05:00+00|123.500|0.187300|fr|+15555550199|true");
        assertThat(rows("select role from vapi_transcripts where call_id = ?")).isEmpty();
    }

    /** In one batch, in several, and in the wrong order. */
    @Test
    void aCallThatHasEndedDoesNotBeginAgain() {
        vapi.send(Samples.body("status-update-ended", vapi.callId));
        delivered();
        vapi.send(Samples.body("status-update", vapi.callId));
        vapi.send(Samples.body("status-update", vapi.callId).replace("1763658310000", "1763658310001"));
        delivered();

        assertThat(rows("select status, ended_reason from vapi_calls where call_id = ?"))
                .containsExactly("ended|customer-ended-call");
        assertThat(rows("select type, count from vapi_call_events where call_id = ?"))
                .containsExactly("status-update|3");
    }

    @Test
    void whatIsSaidIsKeptForClinicsThatWantItUntilTheCallIsDeleted() {
        world.transcribes(World.DEMO_NUMBER, true);
        vapi.send(Samples.body("transcript", vapi.callId));
        vapi.send(Samples.body("transcript-partial", vapi.callId));
        vapi.send(Samples.body("end-of-call-report", vapi.callId));
        delivered();

        assertThat(rows("select role, text from vapi_transcripts where call_id = ? order by role"))
                .containsExactly(
                        "summary|PLANTED-SUMMARY The caller wanted an appointment.",
                        "transcript|PLANTED-TRANSCRIPT AI: Hello. User: I would like an appointment.",
                        "user|PLANTED-TRANSCRIPT I would like an appointment.");
        var kept = Samples.SAID.stream().reduce(everythingStored(), (text, said) -> text.replace(said, ""));
        assertThat(kept).doesNotContain(Samples.PLANTED);

        vapi.send(Samples.body("call.deleted", vapi.callId));
        vapi.send(Samples.body("transcript", vapi.callId).replace("1763658310000", "1763658310001"));
        delivered();
        assertThat(rows("select role from vapi_transcripts where call_id = ?")).isEmpty();
        assertThat(rows("select deleted from vapi_calls where call_id = ?")).containsExactly("t");
    }

    @Test
    void aViewerSeesWhatVapiTold() {
        vapi.send(Samples.body("end-of-call-report", vapi.callId));
        vapi.send(Samples.body("unknown", vapi.callId));
        delivered();

        given().header("X-API-Key", "dev-viewer-key")
                .get("/api/calls/" + vapi.callId + "/vapi")
                .then()
                .statusCode(200)
                .body("callId", equalTo(vapi.callId))
                .body("status", equalTo("ended"))
                .body("cost", equalTo(0.1873f))
                .body("durationSeconds", equalTo(123.5f))
                .body("messages.type", contains("end-of-call-report", "unknown"))
                .body("messages[1].detail", equalTo("telepathy-update"))
                .body("transcript", hasSize(0));
        given().header("X-API-Key", "dev-viewer-key")
                .get("/api/calls/nobodys/vapi")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().get("/api/calls/" + vapi.callId + "/vapi").then().statusCode(401);
        given().header(ServiceToken.HEADER, tokens.header(World.KIN))
                .get("/api/calls/" + vapi.callId + "/vapi")
                .then()
                .statusCode(404);
    }

    /** The call log forgets the numbers of a patient's calls, and what was said goes with them. */
    @Test
    void whatAnErasedPatientSaidIsForgotten() {
        world.transcribes(World.DEMO_NUMBER, true);
        vapi.send(Samples.body("status-update", vapi.callId));
        vapi.send(Samples.body("transcript", vapi.callId));
        delivered();
        assertThat(rows("select role from vapi_transcripts where call_id = ?")).containsExactly("user");

        changed("update patient_call_logs set erased_at = now() where call_id = ?");

        assertThat(rows("select role from vapi_transcripts where call_id = ?")).isEmpty();
        vapi.send(Samples.body("end-of-call-report", vapi.callId));
        delivered();
        assertThat(everythingStored()).doesNotContain(Samples.PLANTED);
    }

    @Test
    void whatWasSaidGoesAfterThirtyDaysAndTheCallLater() {
        world.transcribes(World.DEMO_NUMBER, true);
        vapi.send(Samples.body("transcript", vapi.callId));
        delivered();

        changed("update vapi_transcripts set said_at = now() - interval '29 days' where call_id = ?");
        sweep.sweep();
        assertThat(rows("select role from vapi_transcripts where call_id = ?")).containsExactly("user");
        changed("update vapi_transcripts set said_at = now() - interval '31 days' where call_id = ?");
        changed("update vapi_calls set last_at = now() - interval '399 days' where call_id = ?");
        sweep.sweep();
        assertThat(rows("select role from vapi_transcripts where call_id = ?")).isEmpty();
        assertThat(rows("select type from vapi_call_events where call_id = ?")).containsExactly("transcript");
        changed("update vapi_calls set last_at = now() - interval '401 days' where call_id = ?");
        sweep.sweep();
        assertThat(rows("select type from vapi_call_events where call_id = ?")).isEmpty();
    }

    private void changed(String sql) {
        var rows = transactions.acrossClinics(connection -> {
            try (var update = connection.prepareStatement(sql)) {
                update.setString(1, vapi.callId);
                return update.executeUpdate();
            }
        });
        assertThat(rows).isEqualTo(1);
    }

    private List<Accepted> recorded() {
        return EventsSeen.on(world.stack, Topic.CALLS, vapi.callId).stream()
                .map(event ->
                        new Accepted(event.id(), event.time(), event.clinic(), null, (CallbackAccepted) event.data()))
                .toList();
    }

    /** Until everything that was sent has had its effect. */
    private void delivered() {
        delivered(recorded().size());
    }

    private void delivered(int sent) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> counted() == sent);
    }

    private long counted() {
        return Long.parseLong(rows("select coalesce(sum(count), 0) from vapi_call_events where call_id = ?")
                .getFirst());
    }

    private String everythingStored() {
        return String.join(
                "\n",
                Stream.of("vapi_calls", "vapi_call_events", "vapi_transcripts")
                        .flatMap(table ->
                                rows("select " + table + "::text from " + table + " where call_id = ?").stream())
                        .toList());
    }

    /** Each row's columns, separated by a bar. @param sql with the call's id as its parameter */
    private List<String> rows(String sql) {
        return transactions.acrossClinics(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                select.setString(1, vapi.callId);
                var rows = select.executeQuery();
                var found = new java.util.ArrayList<String>();
                while (rows.next()) {
                    var columns = new java.util.ArrayList<String>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        columns.add(rows.getString(i));
                    }
                    found.add(String.join("|", columns));
                }
                return found;
            }
        });
    }
}
