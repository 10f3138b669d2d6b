package io.carillon.booking.slot;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.body;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.connectFor;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.patients;
import static io.carillon.booking.Fixture.post;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.booking.StackResource;
import io.carillon.kit.database.Transactions;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Those who write claims wait for each other in one order; where somebody else does not keep to it, they try again. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class LockOrderTest {

    private static final int APPOINTMENTS = 24;
    private static final int MOVES_EACH = 8;

    /** Somebody locks the patient, then the doctor; a booking locks the doctor, then the patient. */
    @Test
    @Requirement("R-BOOK-08")
    void ofAnInjectedDeadlockTheBookingIsTriedAgainAndDoneOnce() throws SQLException {
        var lines = new CopyOnWriteArrayList<String>();
        var logger = Logger.getLogger(Transactions.class.getName());
        var handler = handler(lines);
        logger.addHandler(handler);
        try {
            // Which of the two PostgreSQL gives up is a matter of whose second is over first: until it is ours.
            await().atMost(Duration.ofMinutes(1)).pollDelay(Duration.ZERO).until(() -> {
                bookedAcrossADeadlock();
                return lines.stream().anyMatch(line -> line.contains("deadlock detected"));
            });
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .anySatisfy(line -> assertThat(line)
                        .contains("deadlock detected")
                        .contains("attempt=1")
                        .contains("40P01"));
    }

    private static void bookedAcrossADeadlock() throws SQLException {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        try (var other = connectFor(DEMO);
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from contacts where id = '%s' for update".formatted(patient));
            var booking = CompletableFuture.supplyAsync(
                    () -> post(body(patient, doctor, at("10:00"), at("10:30")))
                            .extract()
                            .statusCode(),
                    task -> Thread.ofVirtual().start(task));
            // The first wait is a short one (ADR 24); only who goes alone waits long enough to be in a deadlock.
            var first = waitsForPatient(doctor, "");
            waitsForPatient(doctor, first);
            try {
                statement.execute("select pg_advisory_xact_lock(hashtextextended('%s', 0))".formatted(doctor));
                other.commit();
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("40P01");
                other.rollback();
            }
            assertThat(booking.join()).isEqualTo(201);
        }
        assertThat(rows("select status from appointments where doctor_id = ?", doctor))
                .containsExactly("BOOKED");
        assertThat(rows("select state from slot_claims where doctor_id = ?", doctor))
                .containsExactly("TAKEN");
        assertThat(rows("select code from booking_attempts where doctor_id = ?", doctor))
                .isEmpty();
    }

    /**
     * Waits until the doctor's lock is held by one who waits for something else.
     *
     * @param before a transaction that is not meant
     * @return the transaction, by the time at which it began
     */
    private static String waitsForPatient(String doctor, String before) {
        return await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> rows("""
                        select a.xact_start::text
                        from pg_locks held join pg_locks wanted on wanted.pid = held.pid and not wanted.granted
                        join pg_stat_activity a on a.pid = held.pid
                        where held.locktype = 'advisory' and held.granted
                          and (held.classid::bigint << 32) + held.objid::bigint = hashtextextended(?, 0)
                          and wanted.locktype in ('transactionid', 'tuple')""", doctor).stream()
                                .filter(began -> !began.equals(before))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static Handler handler(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(
                        line instanceof org.jboss.logmanager.ExtLogRecord formatted
                                ? formatted.getFormattedMessage()
                                : String.valueOf(line.getMessage()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** The first tries, as many as {@code failures}, end with the error; a sequence counts them, because nothing undoes it. */
    @ParameterizedTest
    @CsvSource({"40001,1,201", "40001,3,201", "40P01,2,201", "40P01,4,503", "P0001,1,503", "23514,1,503"})
    @Requirement("R-BOOK-08")
    void whatWasGivenUpForAnotherIsTriedThreeTimesMoreAndNothingElseIs(String sqlState, int failures, int status) {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var retried = retries(sqlState);
        sql("create sequence fail_some_seq");
        sql("""
                create or replace function fail_some() returns trigger language plpgsql security definer
                set search_path = public as
                $$ begin
                    if nextval('fail_some_seq') <= %d then raise exception 'injected' using errcode = '%s'; end if;
                    return new;
                end $$""".formatted(failures, sqlState));
        sql("create trigger fail_some before insert on appointments for each row when (new.patient_id = '%s')"
                        .formatted(patient)
                + " execute function fail_some()");
        try {
            book(patient, doctor, at("10:00")).statusCode(status);
        } finally {
            sql("drop trigger fail_some on appointments");
            sql("drop function fail_some");
            sql("drop sequence fail_some_seq");
        }
        assertThat(rows("select count(*) from appointments where doctor_id = ?", doctor))
                .containsExactly(status == 201 ? "1" : "0");
        var tries = sqlState.startsWith("40") ? Math.min(failures, 3) : 0;
        assertThat(retries(sqlState) - retried).isEqualTo(tries);
    }

    /** As it is exported. */
    private static double retries(String sqlState) {
        return viewer().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("db_transaction_retries_total") && line.contains(sqlState))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Each appointment goes back and forth between two doctors, half of them against the other half. */
    @RepeatedTest(3)
    @Requirement("R-BOOK-09")
    void crossingReschedulesNeverAnswerWithADeadlock() {
        var doctors = List.of(doctor(DEMO), doctor(DEMO));
        var patients = patients(DEMO, APPOINTMENTS);
        var ids = IntStream.range(0, APPOINTMENTS)
                .mapToObj(n -> book(
                                patients.get(n), doctors.get(n % 2), at("08:00").plusSeconds(900L * n))
                        .extract()
                        .<String>path("id"))
                .filter(java.util.Objects::nonNull)
                .toList();

        var statuses = IntStream.range(0, ids.size())
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> moves(ids.get(n), doctors, n),
                        task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .flatMap(moves -> moves.join().stream())
                .toList();

        assertThat(statuses).hasSize(ids.size() * MOVES_EACH).containsOnly(200, 409);
        assertThat(statuses).contains(200);
        assertThat(rows(
                        "select code from booking_attempts where doctor_id in (?, ?) and code like 'TRANS%'",
                        doctors.get(0), doctors.get(1)))
                .isEmpty();
        assertThat(rows("""
                        select a.id::text from appointments a join slot_claims c on c.appointment_id = a.id
                        where a.doctor_id in (?, ?) and c.doctor_id = a.doctor_id
                          and c.during = tstzrange(a.start_time, a.end_time, '[)')""", doctors.get(0), doctors.get(1))).containsExactlyInAnyOrderElementsOf(ids);
    }

    private static List<Integer> moves(String id, List<String> doctors, int n) {
        var random = new Random(n);
        return IntStream.range(0, MOVES_EACH)
                .mapToObj(move -> {
                    var start = at("08:00").plusSeconds(900L * random.nextInt(30));
                    return operator()
                            .contentType(ContentType.JSON)
                            .body("""
                                    {"doctorId":"%s","startTime":"%s","endTime":"%s"}""".formatted(doctors.get((n + move + 1) % 2), start, start.plusSeconds(1800)))
                            .post("/api/appointments/" + id + "/reschedule")
                            .statusCode();
                })
                .toList();
    }

    /** The connection is lost when everything but the end is written: nothing is confirmed, and it can be asked again. */
    @Test
    @Requirement("R-BOOK-10")
    void aConfirmationThatLosesItsConnectionBeforeTheCommitIsNone() throws SQLException {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var hold = operator()
                .contentType(ContentType.JSON)
                .body("""
                        {"doctorId":"%s","startTime":"%s","endTime":"%s","callId":"%s"}""".formatted(doctor, at("10:00"), at("10:30"), "CA" + doctor))
                .post("/api/holds")
                .<String>path("id");
        try (var other = connectFor(DEMO);
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from contacts where id = '%s' for update".formatted(patient));
            var answer = CompletableFuture.supplyAsync(
                    () -> confirm(hold, patient), task -> Thread.ofVirtual().start(task));
            waitsForPatient(doctor, "");
            // As the service's own role, which may end its own sessions.
            statement.execute("""
                    select pg_terminate_backend(held.pid) from pg_locks held
                    where held.locktype = 'advisory' and held.granted
                      and (held.classid::bigint << 32) + held.objid::bigint = hashtextextended('%s', 0)""".formatted(doctor));

            assertThat(answer.join()).isEqualTo(503);
            other.rollback();
        }
        assertThat(rows("select id from appointments where doctor_id = ?", doctor))
                .isEmpty();
        assertThat(rows("select state from slot_claims where doctor_id = ?", doctor))
                .containsExactly("HELD");
        assertThat(confirm(hold, patient)).isEqualTo(201);
    }

    private static int confirm(String hold, String patient) {
        return operator()
                .contentType(ContentType.JSON)
                .body("{\"patientId\":\"%s\"}".formatted(patient))
                .post("/api/holds/" + hold + "/confirm")
                .statusCode();
    }
}
