package io.carillon.booking.datacheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.booking.StackResource;
import io.carillon.booking.datacheck.CheckResult.Cause;
import io.carillon.booking.datacheck.CheckResult.Count;
import io.carillon.booking.datacheck.CheckResult.Status;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.stack.client.ScratchDatabase;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault, planted where the schema no longer forbids it, turns its check red, and the repair turns it green. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class PlantedFaultsTest {

    private static final String CLINIC = "00000000-0000-4000-8000-00000000000a";
    private static final String OTHER = "00000000-0000-4000-8000-00000000000b";
    private static final String NOWHERE = "00000000-0000-4000-8000-00000000000f";

    /** A Monday, ten in the morning in UTC, the zone of both clinics. */
    private static final String TEN = "'2040-01-02 10:00Z'";

    private static final String HALF_PAST = "'2040-01-02 10:30Z'";

    private static ScratchDatabase scratch;

    @Inject
    Inspector inspector;

    @Inject
    Repairer repairer;

    /**
     * @param plant statements run by the owner of a schema whose constraints are gone
     * @param fault found once
     */
    record Planted(Check check, String fault, String... plant) {
        @Override
        public String toString() {
            return check.word() + ": " + fault;
        }
    }

    @BeforeAll
    static void aSchemaThatAllowsEverything() {
        scratch = ScratchDatabase.create("booking", "faults");
        Flyway.configure()
                .dataSource(scratch.url(), "carillon_migrate", "dev")
                .locations("classpath:db/migration")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        scratch.rows("""
                select format('alter table %s drop constraint if exists %I cascade', conrelid::regclass, conname)
                from pg_constraint
                where connamespace = 'public'::regnamespace and contype in ('f', 'c', 'x', 'u')
                  and conrelid in ('appointments'::regclass, 'slot_claims'::regclass, 'contacts'::regclass,
                                   'doctors'::regclass, 'working_hours'::regclass)""").forEach(scratch::sql);
        scratch.sql(
                "drop index appointments_no_duplicate",
                "alter table contacts drop constraint contacts_pkey",
                "alter table contacts alter org_id drop not null, alter id drop not null",
                "alter table appointments alter org_id drop not null, alter patient_id drop not null");
    }

    @AfterAll
    static void drop() {
        scratch.close();
    }

    @BeforeEach
    void twoClinicsInOrder() {
        scratch.sql(
                "truncate clinics, doctors, working_hours, contacts, appointments, slot_claims, idempotency_keys,"
                        + " data_check_archive, data_check_accepted, data_check_runs, appointment_totals, totals_zone, totals_due cascade",
                """
                insert into clinics (org_id, code, name, zone, emergency_number)
                values ('%s', 'AA', 'A', 'UTC', '112'), ('%s', 'BB', 'B', 'UTC', '112')""".formatted(CLINIC, OTHER),
                """
                insert into doctors (id, org_id, name)
                values ('d', '%s', 'D'), ('d2', '%s', 'D'), ('e', '%s', 'E')""".formatted(CLINIC, CLINIC, OTHER),
                """
                insert into working_hours (org_id, doctor_id, weekday, from_time, to_time)
                select org_id, id, 1, '08:00', '18:00' from doctors""",
                """
                insert into contacts (org_id, id)
                values ('%s', 'p'), ('%s', 'q'), ('%s', 'r')""".formatted(CLINIC, CLINIC, OTHER),
                booked(1, CLINIC, "d", "q", "'2040-01-02 08:00Z'", "'2040-01-02 08:30Z'"),
                claimed(1));
    }

    static Stream<Planted> faults() {
        return Stream.of(
                new Planted(
                        Check.DUPLICATES,
                        "booked-twice",
                        booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                        booked(3, CLINIC, "d2", "p", TEN, HALF_PAST),
                        claimed(2),
                        claimed(3)),
                new Planted(
                        Check.MISSING,
                        "deleted-by-nobody",
                        booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                        "update appointments set deleted_at = now() where id = '%s'".formatted(id(2))),
                new Planted(Check.ORPHANS, "without-contact", booked(2, CLINIC, "d", "x", TEN, HALF_PAST), claimed(2)),
                new Planted(
                        Check.ORPHANS,
                        "without-contact",
                        booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                        "update appointments set patient_id = null where id = '%s'".formatted(id(2))),
                new Planted(Check.ORPHANS, "without-doctor", booked(2, CLINIC, "x", "p", TEN, HALF_PAST)),
                new Planted(Check.ORPHANS, "without-clinic", booked(2, NOWHERE, "d", "p", TEN, HALF_PAST), claimed(2)),
                new Planted(
                        Check.ORPHANS,
                        "claim-without-appointment",
                        booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                        claimed(2),
                        "delete from appointments where id = '%s'".formatted(id(2))),
                new Planted(
                        Check.ORPHANS,
                        "claim-without-doctor",
                        "insert into slot_claims (org_id, doctor_id, during, state, expires_at) values ('%s', 'x', tstzrange(%s, %s), 'HELD', now())"
                                .formatted(CLINIC, TEN, HALF_PAST)),
                new Planted(Check.INCORRECT, "ends-before-it-starts", booked(2, CLINIC, "d", "p", HALF_PAST, TEN)),
                new Planted(Check.INCORRECT, "ends-before-it-starts", booked(2, CLINIC, "d", "p", TEN, TEN)),
                new Planted(
                        Check.INCORRECT,
                        "longer-than-a-day",
                        "delete from working_hours",
                        booked(2, CLINIC, "d", "p", TEN, "'2050-01-01 00:00Z'")),
                new Planted(
                        Check.INCORRECT,
                        "outside-schedule",
                        booked(2, CLINIC, "d", "p", "'2040-01-02 19:00Z'", "'2040-01-02 19:30Z'"),
                        claimed(2)),
                new Planted(
                        Check.INCORRECT,
                        "totals-differ",
                        "truncate appointment_totals, totals_zone, totals_due",
                        "insert into totals_zone (org_id, zone) values ('%s', 'UTC')".formatted(CLINIC),
                        "insert into appointment_totals (org_id, day, status, count) values ('%s', '2040-01-02', 'BOOKED', 7)"
                                .formatted(CLINIC),
                        "update appointments set updated_at = now() - interval '1 hour'"),
                new Planted(Check.ISOLATION, "contact-of-another-clinic", booked(2, CLINIC, "d", "r", TEN, HALF_PAST)),
                new Planted(
                        Check.ISOLATION,
                        "doctor-of-another-clinic",
                        "insert into contacts (org_id, id) values ('%s', 'p')".formatted(OTHER),
                        booked(2, CLINIC, "e", "p", TEN, HALF_PAST)),
                new Planted(
                        Check.ISOLATION,
                        "claim-of-another-clinic",
                        booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                        claimed(2),
                        "update slot_claims set org_id = '%s' where appointment_id = '%s'".formatted(OTHER, id(2))),
                new Planted(
                        Check.ISOLATION,
                        "hours-of-another-clinic",
                        "update working_hours set org_id = '%s' where doctor_id = 'd2'".formatted(OTHER)),
                new Planted(Check.ISOLATION, "no-clinic", "insert into contacts (org_id, id) values (null, 'lost')"),
                new Planted(
                        Check.ISOLATION,
                        "unknown-clinic",
                        "insert into contacts (org_id, id) values ('%s', 'lost')".formatted(NOWHERE)),
                new Planted(Check.CLAIMS, "without-one-claim", booked(2, CLINIC, "d", "p", TEN, HALF_PAST)),
                new Planted(
                        Check.CLAIMS,
                        "without-one-claim",
                        booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                        claimed(2),
                        claimed(2)),
                new Planted(
                        Check.CLAIMS,
                        "claim-of-inactive",
                        booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                        claimed(2),
                        "update appointments set status = 'CANCELLED' where id = '%s'".formatted(id(2))),
                new Planted(
                        Check.CLAIMS,
                        "claim-elsewhere",
                        booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                        claimed(2),
                        "update slot_claims set doctor_id = 'd2' where appointment_id = '%s'".formatted(id(2))));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Requirement({"R-BOOK-26", "R-BOOK-28", "R-BOOK-30", "R-BOOK-31", "R-BOOK-18"})
    void isFoundAndTheRepairEndsIt(Planted planted) throws SQLException {
        assertThat(run(planted.check()).status()).isEqualTo(Status.GREEN);
        scratch.sql(planted.plant());

        var red = run(planted.check());
        assertThat(red.status()).isEqualTo(Status.RED);
        assertThat(count(red, planted.fault()).count()).isEqualTo(1);
        assertThat(count(red, planted.fault()).samples()).hasSize(1);

        var everything = everything();
        var dry = repair(planted.check(), true);
        assertThat(everything()).as("a dry run changes nothing").isEqualTo(everything);
        assertThat(run(planted.check()).status()).isEqualTo(Status.RED);

        var done = repair(planted.check(), false);
        assertThat(done.changed())
                .as("it does what the dry run said")
                .isEqualTo(dry.changed())
                .isNotEmpty();
        assertThat(done.left()).isEmpty();
        assertThat(done.after().status()).isEqualTo(Status.GREEN);
        assertThat(run(planted.check()).status()).isEqualTo(Status.GREEN);
        assertThat(repair(planted.check(), false).changed())
                .as("nothing is left to do")
                .isEmpty();
    }

    @Test
    @Requirement("R-BOOK-28")
    void ofThreeCopiesTheOldestLivesWithItsClaimAndWhatHangsOnTheOthers() throws SQLException {
        scratch.sql(
                booked(4, CLINIC, "d", "p", TEN, HALF_PAST),
                booked(3, CLINIC, "d", "p", TEN, HALF_PAST),
                booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                "update appointments set created_at = now() - interval '1 hour' where id = '%s'".formatted(id(4)),
                claimed(2),
                "alter table appointments add unique (id, org_id)",
                "create table notes (id int primary key, appointment_id uuid references appointments, org_id uuid)",
                "grant all on notes to carillon_jobs",
                "insert into notes values (1, '%s', '%s')".formatted(id(2), CLINIC));

        var done = repair(Check.DUPLICATES, false);

        assertThat(done.told())
                .extracting(Snapshot.Told::event)
                .extracting(event -> ((AppointmentCancelled) event).appointmentId())
                .containsExactlyInAnyOrder(id(2), id(3));
        assertThat(scratch.rows("select id from appointments where patient_id = 'p' and deleted_at is null"))
                .containsExactly(id(4));
        assertThat(scratch.rows(
                        "select deleted_by from appointments where patient_id = 'p' and deleted_at is not null"))
                .containsExactly("tester", "tester");
        assertThat(scratch.rows("select c.appointment_id from slot_claims c where during @> timestamptz " + TEN))
                .containsExactly(id(4));
        assertThat(scratch.rows("select appointment_id from notes")).containsExactly(id(4));
        assertThat(scratch.rows("select row_id from data_check_archive order by 1"))
                .containsExactly(id(2), id(3));
        assertThat(run(Check.CLAIMS).status()).isEqualTo(Status.GREEN);
        scratch.sql("drop table notes");
    }

    @Test
    @Requirement("R-BOOK-29")
    void whatSomebodyDeletedIsCountedAndComesBackByItsId() throws SQLException {
        scratch.sql(
                booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                "update appointments set deleted_at = now(), deleted_by = 'front-desk' where id = '%s'"
                        .formatted(id(2)));

        var seen = run(Check.MISSING);
        assertThat(seen.status()).as("deleted on purpose").isEqualTo(Status.GREEN);
        assertThat(count(seen, "soft-deleted").samples()).containsExactly(id(2));
        assertThat(repair(Check.MISSING, false).changed()).isEmpty();

        var done = repair(new Repairer.Order(Check.MISSING, false, 10, Optional.of(UUID.fromString(id(2))), "tester"));

        assertThat(done.changed()).singleElement().returns(id(2), RepairReport.Row::id);
        assertThat(scratch.rows("select count(*) from appointments where deleted_at is null"))
                .containsExactly("2");
        assertThat(run(Check.CLAIMS).status()).as("with its claim").isEqualTo(Status.GREEN);
    }

    @Test
    @Requirement("R-BOOK-29")
    void whoWasToldThatItIsBookedAndIsNotInTheBookIsFound() throws SQLException {
        scratch.sql("""
                insert into idempotency_keys (actor, key, org_id, fingerprint, status, media_type, location, body)
                values ('k', 'k1', '%s', sha256('x'), 201, 'application/json', '/api/appointments/%s', '{}')""".formatted(CLINIC, id(9)));

        var red = run(Check.MISSING);

        assertThat(count(red, "confirmed-and-gone").samples()).containsExactly(id(9));
        assertThat(repair(Check.MISSING, false).left()).singleElement().returns(id(9), RepairReport.Row::id);
    }

    @Test
    void whatCannotBeMendedIsLeftAsItWasAndSaysWhy() throws SQLException {
        scratch.sql(
                "alter table slot_claims add constraint slot_claims_no_overlap"
                        + " exclude using gist (doctor_id with =, during with &&)",
                booked(2, CLINIC, "d", "p", TEN, HALF_PAST),
                booked(3, CLINIC, "d", "q", TEN, HALF_PAST),
                claimed(3));
        try {
            var done = repair(Check.CLAIMS, false);

            assertThat(done.left()).singleElement().returns(id(2), RepairReport.Row::id);
            assertThat(done.after().status()).isEqualTo(Status.RED);
            assertThat(scratch.rows("select appointment_id from slot_claims order by 1"))
                    .containsExactly(id(1), id(3));
        } finally {
            scratch.sql("alter table slot_claims drop constraint slot_claims_no_overlap");
        }
    }

    @Test
    @Requirement("R-BOOK-26")
    void samplesAreTwentyAndTheCountIsOfAll() throws SQLException {
        scratch.sql("""
                insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time, booking_started_at,
                                          booking_completed_at)
                select gen_random_uuid(), '%s', 'd', 'nobody', %s, %s, now(), now() from generate_series(1, 30)""".formatted(CLINIC, TEN, HALF_PAST));

        var found = count(run(Check.ORPHANS), "without-contact");

        assertThat(found.count()).isEqualTo(30);
        assertThat(found.samples()).hasSize(20).isSorted();
        var order = new Repairer.Order(Check.ORPHANS, false, 10, Optional.empty(), "tester");
        assertThat(repair(order).after().alarming()).isEqualTo(20);
    }

    /** As docs/runbooks/data-checks.md has it: no lock while rows are read, and no new orphan in the meantime. */
    @Test
    @Requirement("R-BOOK-30")
    void afterTheRepairAMissingForeignKeyIsAddedAndValidated() throws SQLException {
        scratch.sql(booked(2, CLINIC, "gone", "p", TEN, HALF_PAST));
        var add =
                "alter table appointments add constraint of_doctor foreign key (doctor_id) references doctors not valid";
        var validate = "alter table appointments validate constraint of_doctor";
        scratch.sql(add);
        try {
            assertThatThrownBy(() -> scratch.sql(booked(3, CLINIC, "gone", "q", TEN, HALF_PAST)))
                    .hasStackTraceContaining("of_doctor");
            assertThatThrownBy(() -> scratch.sql(validate)).hasStackTraceContaining("of_doctor");

            assertThat(repair(Check.ORPHANS, false).left()).isEmpty();

            scratch.sql(validate);
            assertThat(scratch.rows("select row_id from data_check_archive")).containsExactly(id(2));
        } finally {
            scratch.sql("alter table appointments drop constraint of_doctor");
        }
    }

    @Test
    @Requirement("R-BOOK-30")
    void theOldQueryIsSilentWhereOursIsNot() throws SQLException {
        scratch.sql(
                booked(2, CLINIC, "d", "gone", TEN, HALF_PAST),
                "insert into contacts (org_id, id) values ('%s', null)".formatted(CLINIC));

        assertThat(scratch.rows("SELECT COUNT(*) FROM appointments WHERE contact_id NOT IN (SELECT id FROM contacts)"))
                .containsExactly("0");
        assertThat(count(run(Check.ORPHANS), "without-contact").count()).isEqualTo(1);
    }

    @Test
    @Requirement("R-BOOK-18")
    void aTableThatEverybodySeesIsFound() throws SQLException {
        scratch.sql("create table leak (id int primary key, org_id uuid not null)");
        try {
            assertThat(count(run(Check.ISOLATION), "not-isolated").samples()).containsExactly("leak");
            scratch.sql("call isolate_by_clinic('leak')");
            assertThat(run(Check.ISOLATION).status()).isEqualTo(Status.GREEN);
        } finally {
            scratch.sql("drop table leak");
        }
    }

    private CheckResult run(Check check) throws SQLException {
        try (var connection = jobs()) {
            return inspector.run(connection, check, Cause.ASKED);
        }
    }

    private Repairer.Done repair(Check check, boolean dryRun) throws SQLException {
        return repair(new Repairer.Order(check, dryRun, 100, Optional.empty(), "tester"));
    }

    private Repairer.Done repair(Repairer.Order order) throws SQLException {
        try (var connection = jobs()) {
            var done = repairer.repair(connection, order);
            connection.commit();
            return done;
        }
    }

    private static Connection jobs() throws SQLException {
        var connection = scratch.connect("carillon_jobs");
        connection.setAutoCommit(false);
        return connection;
    }

    private static Count count(CheckResult result, String fault) {
        return result.faults().stream()
                .filter(count -> count.fault().equals(fault))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> everything() {
        return Stream.of(
                        "appointments",
                        "slot_claims",
                        "contacts",
                        "working_hours",
                        "data_check_archive",
                        "data_check_accepted")
                .flatMap(table -> scratch.rows("select to_jsonb(t) from %s t order by 1".formatted(table)).stream())
                .toList();
    }

    private static String id(int n) {
        return "00000000-0000-4000-9000-%012d".formatted(n);
    }

    private static String booked(int n, String clinic, String doctor, String patient, String start, String end) {
        return """
                insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time, booking_started_at,
                                          booking_completed_at)
                values ('%s', '%s', '%s', '%s', %s, %s, now(), now())""".formatted(id(n), clinic, doctor, patient, start, end);
    }

    private static String claimed(int n) {
        return """
                insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
                select org_id, doctor_id, tstzrange(start_time, end_time), 'TAKEN', id
                from appointments where id = '%s'""".formatted(id(n));
    }
}
