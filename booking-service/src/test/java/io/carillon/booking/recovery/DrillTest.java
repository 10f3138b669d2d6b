package io.carillon.booking.recovery;

import static io.carillon.booking.Fixture.admin;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.carillon.booking.recovery.RecoveryApi.DATA;
import static io.carillon.booking.recovery.RecoveryApi.allTold;
import static io.carillon.booking.recovery.RecoveryApi.booked;
import static io.carillon.booking.recovery.RecoveryApi.mode;
import static io.carillon.booking.recovery.RecoveryApi.moved;
import static io.carillon.booking.recovery.RecoveryApi.replay;
import static io.carillon.booking.recovery.RecoveryApi.restore;
import static io.carillon.booking.recovery.RecoveryApi.stepped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The drill of docs/runbooks/data-checks.md, "When data are damaged", step by step. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@Requirement("R-BOOK-32")
class DrillTest {

    private static final List<String> CHECKS =
            List.of("duplicates", "missing", "orphans", "incorrect", "isolation", "claims");

    @Inject
    Clock clock;

    private final UUID clinic = clinic("America/Los_Angeles");
    private final String ann = doctor(clinic);
    private final String ben = doctor(clinic);
    private final String lostPatient = patient(clinic);

    @BeforeEach
    void nothingIsWrongBefore() {
        // What other tests did to rows on purpose.
        for (var check : CHECKS) {
            admin().post(DATA + "/" + check + "/repair?dryRun=false&limit=1000")
                    .then()
                    .statusCode(200);
        }
        sql("""
                delete from idempotency_keys k where k.status = 201
                  and not exists (select from appointments a where k.location = '/api/appointments/' || a.id)""");
        allTold();
        assertThat(red()).isEmpty();
    }

    @AfterEach
    void normal() {
        mode("normal");
    }

    @Test
    void afterDamageTheBookSaysAgainWhatCallersWerePromised() {
        var moved = booked(lostPatient, ann, "09:00");
        var elsewhere = booked(patient(clinic), ann, "10:00");
        stepped(elsewhere, "confirm");
        var cancelled = booked(patient(clinic), ben, "09:00");
        var corrupted = booked(patient(clinic), ben, "10:00");
        var untouched = booked(patient(clinic), ben, "15:00");
        allTold();
        var backedUpAt = clock.instant();
        try (var backup = Backup.taken()) {
            var since = backedUpAt.minusSeconds(1);

            moved(moved, ann, "13:00");
            moved(elsewhere, ben, "11:00");
            stepped(cancelled, "cancel");
            moved(corrupted, ann, "10:00");
            var onTheLine = bookedOnTheLine(ann, "12:00");
            var again = booked(patient(clinic), ben, "09:00");
            var deleted = booked(patient(clinic), ben, "16:00");
            operator().delete("/api/appointments/" + deleted).then().statusCode(200);
            allTold();
            var all = List.of(moved, elsewhere, cancelled, corrupted, untouched, onTheLine, again, deleted);
            var promised = standing(all);
            var told = toldInAll();

            // 1. Stop writing.
            mode("read-only").body("drained", equalTo(true));
            Backup.damage(
                    "delete from slot_claims where org_id = '%s'".formatted(clinic),
                    "delete from appointments where id in ('%s', '%s', '%s', '%s')"
                            .formatted(moved, elsewhere, onTheLine, untouched),
                    "delete from contacts where id = '%s'".formatted(lostPatient),
                    "delete from working_hours where doctor_id = '%s'".formatted(ben),
                    "update appointments set status = 'BOOKED', cancelled_at = null where id = '%s'"
                            .formatted(cancelled),
                    """
                    update appointments set start_time = start_time - interval '90 minutes', end_time = start_time,
                        patient_id = 'x' where id = '%s'""".formatted(corrupted));
            book(patient(clinic), ann, at("17:00")).statusCode(503);

            // 2. Scope.
            assertThat(red()).isNotEmpty();
            viewer().get(DATA + "/scope")
                    .then()
                    .body("copy", equalTo("compared"))
                    .body(difference("appointments"), equalTo(-1))
                    .body(difference("contacts"), equalTo(3))
                    .body(difference("working_hours"), equalTo(-6));

            assertThat(lost("contacts")).containsExactly(clinic + "/" + lostPatient);
            assertThat(lost("working_hours")).hasSize(6).contains(ben + "/1/08:00:00");
            assertThat(lost("appointments")).containsExactlyInAnyOrder(moved, elsewhere, untouched);

            // 3. Restore what replaying cannot bring back: first what others refer to.
            restore("appointments", untouched).statusCode(200);
            restore("appointments", moved).statusCode(409).body("code", equalTo("REFERENCE_MISSING"));
            restore("contacts", clinic + "/" + lostPatient).statusCode(200).body("outcome", equalTo("inserted"));
            for (int weekday = 1; weekday <= 6; weekday++) {
                restore("working_hours", "%s/%d/08:00:00".formatted(ben, weekday))
                        .statusCode(200);
            }
            restore("appointments", moved).statusCode(200).body("outcome", equalTo("inserted"));

            // 4. Replay.
            var would = replay(since, true).statusCode(200).extract().<List<String>>path("changed.id");
            var did = replay(since, false)
                    .statusCode(200)
                    .body("complete", equalTo(true))
                    .body("reachesBack", equalTo(true))
                    .body("left", hasSize(0))
                    .body("remaining", equalTo(0))
                    .extract()
                    .<List<String>>path("changed.id");
            assertThat(did).isEqualTo(would).contains(moved, elsewhere, cancelled, corrupted, onTheLine);
            replay(since, false).body("changed", hasSize(0)).body("left", hasSize(0));

            // 5. Repair what is left, verify.
            admin().post(DATA + "/claims/repair?dryRun=false")
                    .then()
                    .statusCode(200)
                    .body("remaining", equalTo(0));
            assertThat(red()).isEmpty();
            assertThat(standing(all)).isEqualTo(promised);
            allTold();
            assertThat(toldInAll()).as("nobody was told anything again").isEqualTo(told);

            // 6. Resume; totals are counted again then.
            mode("normal");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(rows("""
                            select sum(count)::text from appointment_totals where org_id = ?""", clinic)).containsExactly(String.valueOf(all.size() - 1)));
            book(patient(clinic), ann, at("10:00")).statusCode(409);
            book(patient(clinic), ann, at("17:00")).statusCode(201);
        }
    }

    private String bookedOnTheLine(String doctor, String wallClock) {
        return operator()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("""
                        {"patientId":"%s","doctorId":"%s","startTime":"%s","endTime":"%s","callId":"CA%s"}""".formatted(
                        patient(clinic), doctor, at(wallClock), at(wallClock).plusSeconds(1800), UUID.randomUUID()))
                .post("/api/appointments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** As callers were told: who, with whom, when, and whether it is to take place; with its claim. */
    private static List<String> standing(List<String> ids) {
        return ids.stream().flatMap(id -> rows("""
                        select concat_ws(' ', a.id, a.patient_id, a.doctor_id, a.start_time, a.end_time, a.status, a.call_id,
                                         a.deleted_at is not null, (select count(*) from slot_claims c
                                                                    where c.appointment_id = a.id and c.doctor_id = a.doctor_id))
                        from appointments a where a.id = ?::uuid""", id).stream()).toList();
    }

    private static List<String> red() {
        return CHECKS.stream()
                .filter(check ->
                        !"green".equals(viewer().get(DATA + "/" + check).path("status")))
                .toList();
    }

    private static List<String> lost(String table) {
        return viewer().get(DATA + "/lost?table=" + table)
                .then()
                .statusCode(200)
                .body("complete", equalTo(true))
                .extract()
                .path("lost");
    }

    private static String difference(String table) {
        return "tables.find { it.table == '%s' }.difference".formatted(table);
    }

    private long toldInAll() {
        return Topics.read(Topic.BOOKINGS).stream()
                .filter(event -> clinic.equals(event.clinic()))
                .count();
    }
}
