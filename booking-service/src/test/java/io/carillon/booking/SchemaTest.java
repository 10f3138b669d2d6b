package io.carillon.booking;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.connect;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SchemaTest {

    /** The references whose referring columns no index begins with. */
    static final String UNSERVED_REFERENCES = """
            select c.conrelid::regclass || '.' || c.conname from pg_constraint c
            where c.contype = 'f' and c.connamespace = 'public'::regnamespace
              and not exists (
                select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                where i.indrelid = c.conrelid and a.attnum = any(c.conkey)
                  and (i.indpred is null
                       or pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname))
                  and (a.attname <> 'org_id' or cardinality(c.conkey) = 1
                       or i.indkey[1] = any(c.conkey)))""";

    @Test
    @Requirement("R-BOOK-20")
    void bothNamingWorldsSayTheSame() {
        var doctor = doctor(DEMO);
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);

        assertThat(rows("""
                        select count(*) from appointments
                        where doctor_id = ? and scheduled_at = start_time and contact_id = patient_id
                          and deleted_at is null and updated_at = created_at""", doctor)).containsExactly("1");
        sql("update appointments set start_time = start_time - interval '1 minute' where doctor_id = ?", doctor);
        assertThat(rows("select (scheduled_at = start_time)::text from appointments where doctor_id = ?", doctor))
                .containsExactly("true");
        sql("update appointments set start_time = start_time + interval '1 minute' where doctor_id = ?", doctor);
        assertThat(rows("select count(*) from contacts except select count(*) from patients"))
                .isEmpty();
    }

    /** The runbooks' own statements ([000], [004]), as the operator, to the letter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM appointments WHERE start_time::date = CURRENT_DATE AND status IN ('BOOKED', 'CONFIRMED');",
                "SELECT patient_id, COUNT(*) as appointment_count FROM appointments GROUP BY patient_id ORDER BY appointment_count DESC LIMIT 10;",
                "SELECT AVG(EXTRACT(EPOCH FROM (updated_at - created_at))) FROM appointments WHERE status = 'BOOKED' AND created_at > NOW() - INTERVAL '7 days';",
                "SELECT scheduled_at, contact_id, COUNT(*) FROM appointments GROUP BY scheduled_at, contact_id HAVING COUNT(*) > 1;",
                "SELECT COUNT(*) FROM appointments WHERE deleted_at IS NOT NULL;",
                "SELECT COUNT(*) FROM appointments WHERE contact_id NOT IN (SELECT id FROM contacts);"
            })
    void theRunbooksStatementsRun(String statement) {
        assertThatCode(() -> rows(statement)).doesNotThrowAnyException();
    }

    @Test
    @Requirement("R-BOOK-12")
    void statusesAreExactlyTheLedgers() {
        var doctor = doctor(DEMO);
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);
        for (var status : new String[] {"CONFIRMED", "CANCELLED", "COMPLETED", "NO_SHOW", "FAILED", "BOOKED"}) {
            sql("update appointments set status = ? where doctor_id = ?", status, doctor);
        }

        assertThatThrownBy(() -> sql("update appointments set status = 'booked' where doctor_id = ?", doctor))
                .hasMessageContaining("check constraint");
        assertThat(rows("""
                        SELECT doctor_id FROM appointments WHERE start_time::date = ?::date
                        AND status IN ('BOOKED', 'CONFIRMED')""", at("10:00").toString())).contains(doctor);
    }

    /** What the services are told of a time is an instant; only a block's rule is kept by the wall clock, as entered. */
    @Test
    @Requirement("R-BOOK-07")
    void timesAreInstants() {
        assertThat(rows("""
                        select table_name || '.' || column_name from information_schema.columns
                        where table_schema = 'public' and data_type = 'timestamp without time zone'
                          and table_name not like 'flyway%' order by 1""")).containsExactly("blocks.from_local", "blocks.to_local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval '0 minutes'", "interval '-1 minute'", "interval '24 hours 1 minute'"})
    @Requirement("R-BOOK-31")
    void noAppointmentEndsBeforeItStartsOrLastsLongerThanADay(String length) {
        var doctor = doctor(DEMO);
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);

        assertThatThrownBy(() -> sql(
                        "update appointments set end_time = start_time + %s where doctor_id = ?".formatted(length),
                        doctor))
                .hasMessageContaining("check constraint");
    }

    @Test
    @Requirement("R-BOOK-11")
    void howLongBookingTookOutlivesLaterEdits() {
        var doctor = doctor(DEMO);
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);
        var query = "select booking_completed_at - booking_started_at from appointments where doctor_id = ?";
        var took = rows(query, doctor);

        sql("update appointments set updated_at = now() + interval '1 day' where doctor_id = ?", doctor);

        assertThat(rows(query, doctor)).isEqualTo(took).doesNotContainNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mine (id int)",
                "drop table appointments",
                "alter table appointments add column x int",
                "truncate slot_claims",
                "delete from appointments",
                "update clinics set code = 'MINE'",
                "delete from clinics",
                "delete from contacts",
                "alter table clinics disable row level security",
                "drop policy one_clinic on contacts",
                "update booking_attempts set code = 'none'",
                "create role mine",
                "set role carillon_migrate",
                "copy appointments to program 'true'"
            })
    @Requirement("R-SEC-13")
    void theServicesRoleCanDoNoMoreThanItsWork(String statement) throws SQLException {
        try (var connection = connect("carillon_booking");
                var sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.execute(statement))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    /** Otherwise whoever deletes or renames what is referred to reads the whole table, and locks what it reads. */
    @Test
    @Requirement("R-PERF-19")
    void everyForeignKeyHasAnIndexToFollowItBack() {
        assertThat(rows(UNSERVED_REFERENCES)).isEmpty();
    }

    @Test
    void theServicesRoleIsNoSuperuserAndOwnsNothing() {
        assertThat(rows("""
                        select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles
                        where rolname = 'carillon_booking'""")).containsExactly("f");
        assertThat(rows("""
                        select relname from pg_class c join pg_roles r on r.oid = c.relowner
                        where r.rolname = 'carillon_booking'""")).isEmpty();
        assertThat(rows("select distinct usename from pg_stat_activity where application_name = 'booking-service'"))
                .containsExactly("carillon_booking");
    }

    @Test
    void aPatientOfOneClinicCannotBeBookedWithADoctorOfAnotherByAnyone() {
        assertThatThrownBy(() -> sql("""
                        insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time,
                                                  booking_started_at, booking_completed_at)
                        values (gen_random_uuid(), ?, 'doctor-3', 'pat-1', now(), now() + interval '1 hour', now(), now())""", DEMO)).hasMessageContaining("foreign key");
    }
}
