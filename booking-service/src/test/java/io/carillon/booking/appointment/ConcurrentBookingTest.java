package io.carillon.booking.appointment;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.body;
import static io.carillon.booking.Fixture.connectFor;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.patients;
import static io.carillon.booking.Fixture.rows;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.carillon.booking.StackResource;
import io.carillon.kit.database.Transactions;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ConcurrentBookingTest {

    private static final int CALLERS = 200;

    @TestHTTPResource("/api/appointments")
    URI appointments;

    @Inject
    AgroalDataSource pool;

    @Inject
    Transactions transactions;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    @Requirement("R-BOOK-06")
    void ofTwoHundredForOneSlotOneIsBookedAndTheOthersHearWhy() {
        var doctor = doctor(DEMO);
        var patients = patients(DEMO, CALLERS);

        var answers = atOnce(caller -> body(patients.get(caller), doctor, at("10:00"), at("10:30")));

        assertThat(counted(answers, HttpResponse::statusCode))
                .containsOnly(Assertions.entry(201, 1L), Assertions.entry(409, 199L));
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 409))
                .allSatisfy(answer -> assertThat(answer.body()).contains("SLOT_OVERLAP"));
        assertThat(rows("select state from slot_claims where doctor_id = ?", doctor))
                .containsExactly("TAKEN");
        assertThat(rows("select status from appointments where doctor_id = ?", doctor))
                .containsExactly("BOOKED");
        assertThat(rows("select count(*) from booking_attempts where doctor_id = ? and code = 'SLOT_OVERLAP'", doctor))
                .containsExactly("199");
    }

    @Test
    @Requirement("R-BOOK-06")
    void slotsThatOverlapInManyWaysLeaveNoTwoClaimsAtOneTime() {
        var doctor = doctor(DEMO);
        var patients = patients(DEMO, CALLERS);

        var answers = atOnce(caller -> {
            var start = at("08:00").plusSeconds(60L * ((caller * 37L) % 500));
            return body(patients.get(caller), doctor, start, start.plusSeconds(60L * (5 + caller % 60)));
        });

        assertThat(answers.stream().map(HttpResponse::statusCode)).containsOnly(201, 409);
        var booked = counted(answers, HttpResponse::statusCode).get(201);
        assertThat(rows("select count(*) from appointments where doctor_id = ?", doctor))
                .containsExactly(String.valueOf(booked));
        assertThat(rows("""
                        select count(*) from slot_claims a join slot_claims b
                        on a.doctor_id = b.doctor_id and a.id < b.id and a.during && b.during
                        where a.doctor_id = ?""", doctor)).containsExactly("0");
        assertThat(rows("""
                        select count(*) from appointments a join slot_claims c on c.appointment_id = a.id
                        where a.doctor_id = ? and c.during = tstzrange(a.start_time, a.end_time, '[)')""", doctor)).containsExactly(String.valueOf(booked));
    }

    @Test
    @Requirement("R-BOOK-06")
    void theDatabaseRefusesWhatTheServiceWouldHaveRefused() throws SQLException {
        var doctor = doctor(DEMO);
        var claim = """
                insert into slot_claims (org_id, doctor_id, during, state, expires_at)
                values ('%s', '%s', '[2030-01-07 10:00Z, 2030-01-07 10:30Z)', 'HELD', now())""".formatted(DEMO, doctor);
        try (var connection = connectFor(DEMO);
                var statement = connection.createStatement()) {
            statement.execute(claim);
            Assertions.assertThatThrownBy(() -> statement.execute(claim.replace("10:00Z", "10:29Z")))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23P01"));
            statement.execute(claim.replace("10:30Z", "11:00Z").replace("10:00Z", "10:30Z"));
        }
    }

    @Test
    @Requirement("R-PERF-18")
    void aFullPoolIsSaidToBeFullAndTheServiceStaysUp() throws Exception {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var max = pool.getConfiguration().connectionPoolConfiguration().maxSize();
        var taken = new CountDownLatch(max);
        var release = new CountDownLatch(1);
        var holders = IntStream.range(0, max)
                .mapToObj(holder -> CompletableFuture.runAsync(
                        () -> transactions.inClinic(DEMO, connection -> {
                            taken.countDown();
                            return awaited(release);
                        }),
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        try {
            taken.await();
            var answer = send(body(patient, doctor, at("10:00"), at("10:30"))).get();

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("Connection pool exhausted");
            given().get("/health").then().statusCode(200);
        } finally {
            release.countDown();
            holders.forEach(CompletableFuture::join);
        }
        assertThat(send(body(patient, doctor, at("10:00"), at("10:30"))).get().statusCode())
                .isEqualTo(201);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHoldStandsInTheWayUntilItRunsOut() throws Exception {
        var doctor = doctor(DEMO);
        try (var connection = connectFor(DEMO);
                var insert = connection.prepareStatement("""
                        insert into slot_claims (org_id, doctor_id, during, state, expires_at)
                        values (?, ?, tstzrange(?, ?, '[)'), 'HELD', now() + interval '2 seconds')""")) {
            insert.setObject(1, DEMO);
            insert.setString(2, doctor);
            insert.setObject(3, at("10:00").atOffset(java.time.ZoneOffset.UTC));
            insert.setObject(4, at("10:30").atOffset(java.time.ZoneOffset.UTC));
            insert.executeUpdate();
        }
        var patient = patient(DEMO);

        assertThat(send(body(patient, doctor, at("10:00"), at("10:30"))).get().statusCode())
                .isEqualTo(409);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> send(body(patient, doctor, at("10:00"), at("10:30")))
                                .get()
                                .statusCode()
                        == 201);
    }

    private List<HttpResponse<String>> atOnce(IntFunction<String> body) {
        var calls = IntStream.range(0, CALLERS)
                .mapToObj(caller -> send(body.apply(caller)))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<HttpResponse<String>> send(String body) {
        var request = HttpRequest.newBuilder(appointments)
                .header("X-API-Key", "dev-operator-key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString());
    }

    private static <K> java.util.Map<K, Long> counted(
            List<HttpResponse<String>> answers, Function<HttpResponse<String>, K> by) {
        return answers.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }
}
