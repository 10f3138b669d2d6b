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
import static io.carillon.booking.recovery.RecoveryApi.moved;
import static io.carillon.booking.recovery.RecoveryApi.restore;
import static io.carillon.booking.recovery.RecoveryApi.stepped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.booking.Audits;
import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows come back from the copy and from the archive, whole and with their claim, or not at all. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@Requirement("R-BOOK-29")
class RestoreTest {

    private static final UUID CLINIC = clinic("America/Los_Angeles");
    private static final String DOCTOR = doctor(CLINIC);
    private static final String OTHER_DOCTOR = doctor(CLINIC);
    private static final String PATIENT = patient(CLINIC);
    private static final String GONE_PATIENT = patient(CLINIC);
    private static final String ERASED_PATIENT = patient(CLINIC);

    private static @Nullable Backup backup;
    private static String deleted;
    private static String lost;
    private static String moved;
    private static String ofGonePatient;
    private static String ofErased;
    private static String pastOfErased;
    private static String old;
    private static String calledOff;

    /** Once; but only before a test, and not before all, is the service to be spoken to. */
    @BeforeEach
    void aDayAndItsBackup() {
        if (backup != null) {
            return;
        }
        deleted = booked(PATIENT, DOCTOR, "08:00");
        lost = booked(PATIENT, DOCTOR, "09:00");
        moved = booked(PATIENT, DOCTOR, "10:00");
        ofGonePatient = booked(GONE_PATIENT, DOCTOR, "11:00");
        ofErased = booked(ERASED_PATIENT, DOCTOR, "12:00");
        old = booked(PATIENT, OTHER_DOCTOR, "13:00");
        calledOff = booked(PATIENT, DOCTOR, "15:00");
        pastOfErased = UUID.randomUUID().toString();
        sql("""
                insert into appointments (id, org_id, doctor_id, patient_id, status, start_time, end_time,
                                          booking_started_at, booking_completed_at)
                values (?::uuid, ?, ?, ?, 'COMPLETED', now() - interval '2 days', now() - interval '47 hours', now(), now())""", pastOfErased, CLINIC, DOCTOR, ERASED_PATIENT);
        backup = Backup.taken();
        // As a copy from before some migration.
        backup.sql("alter table appointments drop column call_id", "drop table feature_switches");
    }

    @AfterAll
    static void noCopyAnyMore() {
        if (backup != null) {
            backup.close();
        }
    }

    /** The whole of R-BOOK-29: delete, find in the audit, un-delete; gone for good, restore by id. */
    @Test
    void whatIsDeletedIsFoundInTheAuditAndComesBackAndWhatIsGoneIsRestoredById() {
        operator().delete("/api/appointments/" + deleted).then().statusCode(200);
        assertThat(Audits.of("appointment", deleted))
                .anySatisfy(change -> assertThat(change)
                        .returns("DELETE", ChangeRecorded::action)
                        .returns("dev-operator", ChangeRecorded::actor));
        viewer().get(DATA + "/missing")
                .then()
                .body("faults.find { it.fault == 'soft-deleted' }.count", greaterThanOrEqualTo(1))
                .body("figures.of", hasItem("dev-operator"));
        operator().post("/api/appointments/" + deleted + "/restore").then().statusCode(200);
        assertThat(claim(deleted)).isEqualTo("TAKEN");

        var before = row(lost);
        Backup.damage(
                "delete from slot_claims where appointment_id = '%s'".formatted(lost),
                "delete from appointments where id = '%s'".formatted(lost));

        restore("table=appointments&id=" + lost)
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("outcome", equalTo("inserted"))
                .body("untouchedColumns", hasItem("call_id"));
        assertThat(rows("select 1 from appointments where id = ?::uuid", lost)).isEmpty();
        restore("appointments", lost)
                .statusCode(200)
                .body("outcome", equalTo("inserted"))
                .body("from", equalTo("copy"))
                .body("archived", nullValue())
                .body("told", equalTo(false));

        assertThat(row(lost)).isEqualTo(before);
        assertThat(claim(lost)).isEqualTo("TAKEN");
        restore("appointments", lost).statusCode(200).body("outcome", equalTo("identical"));
        assertThat(Audits.of("appointment", lost))
                .filteredOn(change -> change.action().equals("RESTORE_ROW"))
                .singleElement()
                .returns("dev-admin", ChangeRecorded::actor)
                .returns("missing", ChangeRecorded::before)
                .returns("inserted from copy", ChangeRecorded::after)
                .returns("127.0.0.1", ChangeRecorded::source);
        allTold();
        assertThat(Topics.read(Topic.BOOKINGS).stream()
                        .filter(event -> event.data() instanceof AppointmentBooked told
                                && told.appointmentId().equals(lost)))
                .as("who was told that it is booked is not told again")
                .hasSize(1);
    }

    @Test
    void whatIsThereIsArchivedFirstAndComesBackFromThereAndIsTold() {
        Backup.damage(
                "update appointments set end_time = end_time + interval '3 hours' where id = '%s'".formatted(old));
        var damaged = row(old);

        var archived = restore("appointments", old)
                .statusCode(200)
                .body("outcome", equalTo("overwritten"))
                .body("archived", notNullValue())
                .extract()
                .<Integer>path("archived");
        assertThat(row(old)).isNotEqualTo(damaged);
        assertThat(rows(
                        "select check_name || ' ' || fault || ' ' || archived_by from data_check_archive where id = ?",
                        archived))
                .containsExactly("recovery overwritten dev-admin");

        restore("archive=" + archived + "&dryRun=false")
                .statusCode(200)
                .body("outcome", equalTo("overwritten"))
                .body("from", equalTo("archive " + archived))
                .body("told", equalTo(true));
        assertThat(row(old)).isEqualTo(damaged);
    }

    /** No damage, but a mistake that everybody was told of. */
    @Test
    void whatWasCalledOffByMistakeIsRestoredAndToldWhereSomebodySaysSo() {
        stepped(calledOff, "cancel");

        restore("table=appointments&id=%s&dryRun=false&tell=true".formatted(calledOff))
                .statusCode(200)
                .body("outcome", equalTo("overwritten"))
                .body("told", equalTo(true));

        allTold();
        assertThat(Topics.read(Topic.BOOKINGS).stream()
                        .filter(event -> event.data() instanceof AppointmentBooked told
                                && told.appointmentId().equals(calledOff)))
                .hasSize(2);
        assertThat(claim(calledOff)).isEqualTo("TAKEN");
    }

    @Test
    void aTimeThatSomebodyElseHasByNowIsRefusedAndNothingIsHalfWritten() {
        moved(moved, DOCTOR, "14:00");
        var inTheWay = booked(patient(CLINIC), DOCTOR, "10:00");
        var present = row(moved);

        restore("appointments", moved)
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("TIME_TAKEN"))
                .body("takenBy", equalTo("appointment " + inTheWay))
                .body("detail", containsString(inTheWay));

        assertThat(row(moved)).isEqualTo(present);
        assertThat(claim(moved)).isEqualTo("TAKEN");
        assertThat(rows("select 1 from data_check_archive where row_id = ?", moved))
                .isEmpty();
    }

    @Test
    void whatItRefersToIsNamedAndRestoredFirst() {
        Backup.damage(
                "delete from slot_claims where appointment_id = '%s'".formatted(ofGonePatient),
                "delete from appointments where id = '%s'".formatted(ofGonePatient),
                "delete from contacts where id = '%s'".formatted(GONE_PATIENT));

        restore("appointments", ofGonePatient)
                .statusCode(409)
                .body("code", equalTo("REFERENCE_MISSING"))
                .body("detail", containsString("restore it first"))
                .body("table", equalTo("contacts"))
                .body("id", equalTo(CLINIC + "/" + GONE_PATIENT));
        restore("contacts", CLINIC + "/" + GONE_PATIENT).statusCode(200).body("outcome", equalTo("inserted"));
        restore("appointments", ofGonePatient).statusCode(200).body("outcome", equalTo("inserted"));
        assertThat(claim(ofGonePatient)).isEqualTo("TAKEN");
    }

    @Test
    void hoursOfADoctorComeBackAndAreBookedByAtOnce() {
        var doctor = OTHER_DOCTOR;
        var version = rows("select schedule_version from doctors where id = ?", doctor)
                .getFirst();
        Backup.damage("delete from working_hours where doctor_id = '%s' and weekday = 1".formatted(doctor));

        restore("working_hours", doctor + "/1/08:00:00").statusCode(200).body("outcome", equalTo("inserted"));

        book(patient(CLINIC), doctor, at("09:30")).statusCode(201);
        Backup.damage("update doctors set name = 'x', schedule_version = 99 where id = '%s'".formatted(doctor));
        restore("doctors", doctor).statusCode(200).body("outcome", equalTo("overwritten"));
        assertThat(Long.parseLong(rows("select schedule_version from doctors where id = ?", doctor)
                        .getFirst()))
                .as("counts up, whatever the copy says")
                .isGreaterThan(Long.parseLong(version))
                .isGreaterThan(99);
    }

    @Test
    void whoWasErasedStaysErased() {
        admin().delete("/api/contacts/{id}?clinic={clinic}&cancelFuture=true", ERASED_PATIENT, CLINIC)
                .then()
                .statusCode(200);

        restore("contacts", CLINIC + "/" + ERASED_PATIENT).statusCode(409).body("code", equalTo("PATIENT_ERASED"));
        restore("appointments", ofErased).statusCode(409).body("code", equalTo("PATIENT_ERASED"));
        Backup.damage("delete from appointments where id = '%s'".formatted(pastOfErased));
        restore("appointments", pastOfErased).statusCode(200).body("outcome", equalTo("inserted"));

        assertThat(rows("select patient_id from appointments where id = ?::uuid", pastOfErased))
                .singleElement()
                .asString()
                .startsWith("erased-");
        assertThat(rows("select 1 from contacts where id = ?", ERASED_PATIENT)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "table=slot_claims&id=1, 422, NOT_RESTORED, claims come with their appointment",
        "table=appointment_totals&id=1, 422, NOT_RESTORED, counted anew",
        "table=outbox&id=1, 422, NOT_RESTORED, expected one of",
        "table=pg_authid&id=1, 422, NOT_RESTORED, expected one of",
        "table=contacts;drop&id=1, 422, NOT_RESTORED, expected one of",
        "table=feature_switches&id=00000000-0000-4000-8000-000000000001/sms, 422, COPY_OF_ANOTHER_SCHEMA, before the migration",
        "table=appointments&id=00000000-0000-4000-9000-00000000dead, 404, UNKNOWN_ROW, no row",
        "archive=2147483647, 404, UNKNOWN_ROW, no row",
        "table=appointments&id=x, 400, VALIDATION, primary key",
        "table=contacts&id=x, 400, VALIDATION, org_id/id",
        "table=contacts, 400, VALIDATION, expected table and id",
        "archive=1&table=contacts&id=x, 400, VALIDATION, expected table and id",
        "archive=x, 400, VALIDATION, expected 1",
        "table=contacts&id=x&dryRun=maybe, 400, VALIDATION, expected one of the two"
    })
    void whatCannotBeRestoredIsRefusedAndSaysWhy(String query, int status, String code, String says) {
        restore(query)
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("detail", containsString(says));
    }

    @ParameterizedTest
    @CsvSource({
        "?table=slot_claims, 422, NOT_RESTORED",
        "?table=feature_switches, 422, COPY_OF_ANOTHER_SCHEMA",
        "'', 400, VALIDATION"
    })
    void whatCannotBeComparedIsRefusedToo(String query, int status, String code) {
        viewer().get(DATA + "/lost" + query).then().statusCode(status).body("code", equalTo(code));
    }

    @Test
    void theScopeSaysWhatTheCopyLacks() {
        viewer().get(DATA + "/scope")
                .then()
                .statusCode(200)
                .body("copy", equalTo("compared"))
                .body("tables.find { it.table == 'feature_switches' }.copyLacks", equalTo("table"))
                .body("tables.find { it.table == 'clinics' }.difference", equalTo(0))
                .body("tables.find { it.table == 'clinics' }.copyNewest", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/restore?table=contacts&id=x", "/replay?since=2026-01-01T00:00:00Z"})
    void onlyAdministratorsRecover(String path) {
        operator().post(DATA + path).then().statusCode(403);
    }

    private static String row(String id) {
        return rows("select (to_jsonb(a) - 'call_id')::text from appointments a where id = ?::uuid", id)
                .getFirst();
    }

    private static String claim(String id) {
        return String.join(" ", rows("select state from slot_claims where appointment_id = ?::uuid", id));
    }
}
