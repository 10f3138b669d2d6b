package io.carillon.booking.erasure;

import static io.carillon.booking.Fixture.admin;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.body;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.connect;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.doctorWithoutHours;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.booking.Fixture;
import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.EventCodec;
import io.carillon.events.PatientEvent.PatientErased;
import io.carillon.events.Topic;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ErasureTest {

    private final UUID clinic = clinic("America/Los_Angeles");
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    /** Quotes and backslashes, so that it stands otherwise in JSON than in a column. */
    private final String id = "pat \"%s\" \\ 7".formatted(mark);

    private final String name = "Ophelia " + mark;
    private final String phone = "+1666" + ThreadLocalRandom.current().nextLong(1_000_000, 9_999_999);
    private final String born = "19%02d-1%d-2%d"
            .formatted(
                    ThreadLocalRandom.current().nextInt(10, 99),
                    ThreadLocalRandom.current().nextInt(3),
                    ThreadLocalRandom.current().nextInt(9));

    @Test
    void nothingOfThePatientIsLeftInAnyTableNorEverWasOnKafka() {
        enter();
        var past = pastAppointment();
        var doctor = doctor(clinic);
        var cancelled = book(doctor, "09:00").statusCode(201).extract().<String>path("id");
        operator()
                .contentType(ContentType.JSON)
                .body("{\"reason\":\"%s called, %s\"}".formatted(name, phone))
                .post("/api/appointments/" + cancelled + "/cancel")
                .then()
                .statusCode(200);
        book(doctorWithoutHours(clinic), "09:00").statusCode(422);
        operator()
                .contentType(ContentType.JSON)
                .body("{\"dateOfBirth\":\"2001-01-01\",\"clinic\":\"%s\"}".formatted(clinic))
                .post("/api/contacts/{id}/verify", id)
                .then()
                .statusCode(200);
        sql("""
                insert into data_check_archive (org_id, check_name, fault, table_name, row_id, row_data, archived_by)
                select org_id, 'duplicates', 'booked-twice', 'appointments', id::text, to_jsonb(a), 'test'
                from appointments a where id = ?::uuid
                union all
                select org_id, 'isolation', 'no-clinic', 'contacts', id, to_jsonb(c), 'test'
                from contacts c where org_id = ? and id = ?""", past, clinic, id);
        assertThat(places(jsonText(id)))
                .contains("contacts", "appointments", "booking_attempts", "idempotency_keys", "data_check_archive");
        assertThat(places(name)).contains("contacts", "appointments");

        var replacement = erase("")
                .statusCode(200)
                .body("replacement", startsWith("erased-"))
                .body("cancelledAppointments", equalTo(0))
                .extract()
                .<String>path("replacement");

        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows("select 1 from outbox").isEmpty());
        for (var secret : List.of(id, jsonText(id), name, phone, born)) {
            assertThat(places(secret))
                    .as("tables that hold something of the patient")
                    .isEmpty();
        }
        assertThat(rows("select patient_id || contact_id from appointments where id = ?::uuid", past))
                .as("what is past is kept")
                .containsExactly(replacement + replacement);
        assertThat(rows("select patient_id from booking_attempts where org_id = ?", clinic))
                .containsOnly(replacement);
        onKafka(replacement);
        erase("").statusCode(404).body("code", equalTo("UNKNOWN_CONTACT"));
        erase("&cancelFuture=maybe").statusCode(400);
        operator()
                .get("/api/contacts/{id}?clinic={clinic}", replacement, clinic)
                .then()
                .statusCode(404);
        operator().get("/api/contacts?clinic=" + clinic).then().body("contacts.size()", equalTo(0));
        enter();
    }

    @Test
    void whoIsStillExpectedIsNotErasedUnlessItIsCancelled() {
        enter();
        var first = book(doctor(clinic), "09:00").statusCode(201).extract().<String>path("id");
        var second = book(doctor(clinic), "10:00").statusCode(201).extract().<String>path("id");
        var past = pastAppointment();

        erase("").statusCode(409).body("code", equalTo("FUTURE_APPOINTMENTS"));
        assertThat(rows("select name from contacts where org_id = ?", clinic)).containsExactly(name);
        erase("&cancelFuture=true").statusCode(200).body("cancelledAppointments", equalTo(2));

        assertThat(rows("select status from appointments where id in (?::uuid, ?::uuid)", first, second))
                .containsExactly("CANCELLED", "CANCELLED");
        assertThat(rows("select status from appointments where id = ?::uuid", past))
                .containsExactly("BOOKED");
        assertThat(rows("select 1 from slot_claims where appointment_id in (?::uuid, ?::uuid)", first, second))
                .isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows("select 1 from outbox").isEmpty());
        assertThat(Topics.read(Topic.BOOKINGS).stream()
                        .map(CloudEvent::data)
                        .filter(event -> event instanceof AppointmentCancelled cancelled
                                && cancelled.patientId().equals(id)))
                .hasSize(2);
    }

    @Test
    void whoWasErasedCannotBeBooked() {
        enter();
        var replacement = erase("").statusCode(200).extract().<String>path("replacement");

        Fixture.book(replacement, doctor(clinic), at("09:00")).statusCode(404).body("code", equalTo("UNKNOWN_PATIENT"));
    }

    @Test
    void aDoctorWhoIsCalledAsThePatientWasKeepsTheName() {
        var doctor = doctor(clinic);
        operator()
                .contentType(ContentType.JSON)
                .body("{\"clinic\":\"%s\",\"id\":\"%s\",\"name\":\"Ann\"}".formatted(clinic, doctor))
                .post("/api/contacts")
                .then()
                .statusCode(201);
        var key = UUID.randomUUID().toString();
        keyed(doctor, doctor, key).then().statusCode(201);

        admin().delete("/api/contacts/{id}?clinic={clinic}&cancelFuture=true", doctor, clinic)
                .then()
                .statusCode(200);

        var kept = rows("select convert_from(body, 'UTF8') from idempotency_keys where key = ?", key);
        assertThat(kept)
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .contains("\"doctorId\":\"" + doctor + "\"", "\"patientId\":\"erased-")
                        .doesNotContain("\"patientId\":\"" + doctor));
    }

    private static Response keyed(String patient, String doctor, String key) {
        return operator()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body(patient, doctor, at("09:00"), at("09:30")))
                .post("/api/appointments");
    }

    @Test
    void whoMustWaitTooLongIsToldToComeAgain() throws SQLException {
        enter();
        try (var other = connect("carillon_migrate")) {
            other.setAutoCommit(false);
            try (var lock = other.prepareStatement("select 1 from contacts where org_id = ? for update")) {
                lock.setObject(1, clinic);
                lock.executeQuery();
            }

            erase("").statusCode(503).body("code", equalTo("DEADLINE_PASSED")).header("Retry-After", equalTo("1"));
            other.rollback();
        }
        erase("").statusCode(200);
    }

    @Test
    void onlyAdministratorsErase() {
        enter();

        operator()
                .delete("/api/contacts/{id}?clinic={clinic}", id, clinic)
                .then()
                .statusCode(403);
        admin().delete("/api/contacts/{id}?clinic=KIN", id).then().statusCode(404);
        admin().delete("/api/contacts/{id}", id).then().statusCode(400);
    }

    /** The whole of Kafka: no name, number or date anywhere, the id in no key, and nothing of it after the erasure. */
    private void onKafka(String replacement) {
        var codec = new EventCodec();
        var events = new ArrayList<CloudEvent<? extends Event>>();
        Stream.of(Topic.BOOKINGS, Topic.AUDIT, Topic.CLINICS, Topic.CALLS, Topic.SECURITY, Topic.COMMANDS)
                .forEach(topic -> events.addAll(Topics.read(topic)));
        assertThat(events).isNotEmpty().allSatisfy(event -> {
            var encoded = codec.encode(event);
            var text = encoded.key() + encoded.headers() + new String(encoded.value(), StandardCharsets.UTF_8);
            assertThat(List.of(name, phone, born)).noneMatch(text::contains);
            assertThat(encoded.key()).doesNotContain(mark);
        });
        var erased = events.stream()
                .filter(event -> event.data() instanceof PatientErased told
                        && told.replacement().equals(replacement))
                .toList();
        assertThat(erased).singleElement().satisfies(event -> {
            assertThat(((PatientErased) event.data()).patientId()).isEqualTo(id);
            assertThat(event.clinic()).isEqualTo(clinic);
        });
        assertThat(events.stream()
                        .filter(event -> event.time().isAfter(erased.getFirst().time()))
                        .map(event -> new String(codec.encode(event).value(), StandardCharsets.UTF_8)))
                .noneMatch(text -> text.contains(mark));
    }

    /** Tables that hold {@code secret} in any column, whatever its type; bytes as text. */
    private static List<String> places(String secret) {
        var found = new ArrayList<String>();
        var hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        try (var connection = connect("carillon_migrate");
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            var names = statement.executeQuery(
                    "select tablename from pg_tables where schemaname = 'public' order by tablename");
            while (names.next()) {
                tables.add(names.getString(1));
            }
            for (var table : tables) {
                try (var search = connection.prepareStatement("""
                        select exists (select from %s t, json_each_text(row_to_json(t)) as c
                                       where strpos(c.value, ?) > 0 or strpos(c.value, ?) > 0)""".formatted(table))) {
                    search.setString(1, secret);
                    search.setString(2, hex.toLowerCase(Locale.ROOT));
                    var row = search.executeQuery();
                    if (row.next() && row.getBoolean(1)) {
                        found.add(table);
                    }
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As it stands in a kept answer, and the part without quotes as it stands in a column. */
    private static String jsonText(String id) {
        return id.substring(id.indexOf('"') + 1, id.lastIndexOf('"'));
    }

    private void enter() {
        operator()
                .contentType(ContentType.JSON)
                .body("""
                        {"clinic":"%s","id":"%s","name":"%s","phone":"%s","dateOfBirth":"%s","language":"fr"}""".formatted(clinic, escaped(id), name, phone, born))
                .post("/api/contacts")
                .then()
                .statusCode(201);
    }

    private String pastAppointment() {
        var appointment = UUID.randomUUID();
        sql("""
                insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time,
                                          booking_started_at, booking_completed_at)
                values (?, ?, ?, ?, now() - interval '2 days', now() - interval '2 days' + interval '1 hour', now(), now())""", appointment, clinic, doctor(clinic), id);
        return appointment.toString();
    }

    private ValidatableResponse book(String doctor, String wallClock) {
        return operator()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body(escaped(id), doctor, at(wallClock), at(wallClock).plusSeconds(1800)))
                .post("/api/appointments")
                .then();
    }

    private ValidatableResponse erase(String more) {
        return admin().delete("/api/contacts/{id}?clinic=" + clinic + more, id).then();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
