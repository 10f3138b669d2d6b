package io.carillon.booking;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Clinics, doctors and patients of a test's own, and the words in which tests book. */
public final class Fixture {

    /** A Monday far enough ahead, in no zone's transition. */
    public static final LocalDate MONDAY = LocalDate.now(ZoneId.of("UTC"))
            .plusYears(1)
            .withMonth(6)
            .with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY));

    public static final UUID DEMO = UUID.fromString("00000000-0000-4000-8000-000000000001");
    public static final UUID KIN = UUID.fromString("00000000-0000-4000-8000-000000000002");

    /** How often a question is asked whose statements are counted. */
    public static final int TRIES = 5;

    private Fixture() {}

    /** A new doctor of {@code clinic} without hours. */
    public static String doctorWithoutHours(UUID clinic) {
        var id = "doctor-" + UUID.randomUUID();
        sql("insert into doctors (id, org_id, name) values (?, ?, 'Dr. Test')", id, clinic);
        return id;
    }

    /** A new doctor of {@code clinic} who works Monday to Saturday, 08:00 to 18:00. */
    public static String doctor(UUID clinic) {
        var id = doctorWithoutHours(clinic);
        sql("""
                insert into working_hours (org_id, doctor_id, weekday, from_time, to_time)
                select ?, ?, weekday, '08:00', '18:00' from generate_series(1, 6) as weekday""", clinic, id);
        return id;
    }

    public static String patient(UUID clinic) {
        var id = "patient-" + UUID.randomUUID();
        sql("insert into contacts (org_id, id) values (?, ?)", clinic, id);
        return id;
    }

    public static List<String> patients(UUID clinic, int count) {
        var group = "patient-" + UUID.randomUUID() + "-";
        sql("insert into contacts (org_id, id) select ?, ? || n from generate_series(1, ?) as n", clinic, group, count);
        return IntStream.rangeClosed(1, count).mapToObj(n -> group + n).toList();
    }

    /** A new clinic with nothing but a zone. */
    public static UUID clinic(String zone) {
        var id = UUID.randomUUID();
        var code = "T" + id.toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
        sql("""
                insert into clinics (org_id, code, name, zone, emergency_number)
                values (?, ?, 'Test clinic', ?, '112')""", id, code, zone);
        return id;
    }

    /** A wall-clock time on {@link #MONDAY} in DEMO's zone. */
    public static Instant at(String wallClock) {
        return MONDAY.atTime(LocalTime.parse(wallClock))
                .atZone(ZoneId.of("America/Los_Angeles"))
                .toInstant();
    }

    public static String body(String patient, String doctor, Instant start, Instant end) {
        return body(patient, doctor, start.toString(), end.toString());
    }

    public static String body(String patient, String doctor, String start, String end) {
        return """
                {"patientId":"%s","doctorId":"%s","startTime":"%s","endTime":"%s"}""".formatted(patient, doctor, start, end);
    }

    /** Half an hour from {@code start}. */
    public static ValidatableResponse book(String patient, String doctor, Instant start) {
        return post(body(patient, doctor, start, start.plusSeconds(1800)));
    }

    public static ValidatableResponse post(String body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/appointments")
                .then();
    }

    public static RequestSpecification operator() {
        return given().header("X-API-Key", "dev-operator-key");
    }

    public static RequestSpecification admin() {
        return given().header("X-API-Key", "dev-admin-key");
    }

    public static RequestSpecification viewer() {
        return given().header("X-API-Key", "dev-viewer-key");
    }

    /** Executes as the owner of the tables. */
    public static void sql(String statement, Object... parameters) {
        try (var connection = connect("carillon_migrate");
                var prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            prepared.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row, as text, read as the operator. */
    public static List<String> rows(String query, Object... parameters) {
        try (var connection = connect("carillon");
                var prepared = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            var result = prepared.executeQuery();
            var values = new ArrayList<String>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How many statements that match {@code pattern} a question takes: the fewest of {@link #TRIES}, as the service's own work
     * beside it can only add to them.
     */
    public static long statements(String pattern, Runnable question) {
        return LongStream.range(0, TRIES)
                .map(_ -> {
                    var before = statementsSoFar(pattern);
                    question.run();
                    return statementsSoFar(pattern) - before;
                })
                .min()
                .orElseThrow();
    }

    private static long statementsSoFar(String pattern) {
        return Long.parseLong(rows("""
                        select coalesce(sum(calls), 0) from pg_stat_statements s
                        join pg_database d on d.oid = s.dbid and d.datname = current_database()
                        where userid in ('carillon_booking'::regrole, 'carillon_jobs'::regrole) and query ~ ?""", pattern).getFirst());
    }

    /** A session of the service's own role that works for {@code clinic}. */
    public static Connection connectFor(UUID clinic) throws SQLException {
        var connection = connect("carillon_booking");
        try (var set = connection.prepareStatement("select set_config('carillon.org_id', ?, false)")) {
            set.setString(1, clinic.toString());
            set.execute();
        }
        return connection;
    }

    public static Connection connect(String role) throws SQLException {
        var url = URI.create(StackResource.stack().databaseUrl(role));
        return DriverManager.getConnection(jdbcUrl(url.getPath().substring(1)), role, "dev");
    }

    /** Of another database on the stack's server; without credentials. */
    public static String jdbcUrl(String database) {
        var url = URI.create(StackResource.stack().databaseUrl("carillon_migrate"));
        return "jdbc:postgresql://%s:%d/%s".formatted(url.getHost(), url.getPort(), database);
    }
}
