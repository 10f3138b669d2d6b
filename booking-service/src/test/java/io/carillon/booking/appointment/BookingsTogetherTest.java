package io.carillon.booking.appointment;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.body;
import static io.carillon.booking.Fixture.connectFor;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patients;
import static io.carillon.booking.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.StackResource;
import io.carillon.traceability.Requirement;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many callers at once over many doctors: written together, answered each as if alone. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BookingsTogetherTest {

    private static final int CALLERS = 200;
    private static final int DOCTORS = 40;

    @TestHTTPResource("/api/appointments")
    URI appointments;

    @Inject
    MeterRegistry registry;

    @Inject
    Clock clock;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> doctors =
            IntStream.range(0, DOCTORS).mapToObj(n -> doctor(DEMO)).toList();
    private final List<String> patients = patients(DEMO, CALLERS);

    @Test
    @Requirement("R-BOOK-06")
    void twoHundredWithFortyDoctorsAreAllBookedAndManyOfThemTogether() {
        var before = together();

        var answers = joined(callers().map(n -> send(slot(n), "key-" + UUID.randomUUID())));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(together()).as("exchanges of several").isGreaterThan(before);
        var ids = answers.stream()
                .map(answer -> answer.headers().firstValue("Location").orElseThrow())
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(CALLERS);
        assertThat(mine("select id from appointments where doctor_id = any (?)"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(mine("select appointment_id from slot_claims where doctor_id = any (?)"))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    @Requirement("R-BOOK-03")
    void oneThatCannotBeBookedHarmsNobody() {
        var strange = List.of(3, 77, 150);

        var answers = joined(callers()
                .map(n -> strange.contains(n)
                        ? send(body("nobody", doctors.get(n % DOCTORS), start(n), start(n).plusSeconds(1800)), null)
                        : send(slot(n), null)));

        for (int n = 0; n < CALLERS; n++) {
            assertThat(answers.get(n).statusCode()).isEqualTo(strange.contains(n) ? 404 : 201);
        }
        assertThat(answers.get(3).body()).contains("UNKNOWN_PATIENT");
        assertThat(mine("select id from appointments where doctor_id = any (?)"))
                .hasSize(CALLERS - strange.size());
    }

    @Test
    void aDoctorWhoIsBookedElsewhereKeepsOnlyTheirOwnCallersWaiting() throws SQLException {
        var locked = doctors.getFirst();
        List<CompletableFuture<HttpResponse<String>>> waiting;
        try (var elsewhere = connectFor(DEMO);
                var lock = elsewhere.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            elsewhere.setAutoCommit(false);
            lock.setString(1, locked);
            lock.execute();

            var calls = callers().map(n -> send(slot(n), null)).toList();
            waiting = IntStream.range(0, CALLERS)
                    .filter(n -> n % DOCTORS == 0)
                    .mapToObj(calls::get)
                    .toList();
            var others = joined(calls.stream().filter(call -> !waiting.contains(call)));

            assertThat(others).extracting(HttpResponse::statusCode).containsOnly(201);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }
        assertThat(joined(waiting.stream()))
                .extracting(HttpResponse::statusCode)
                .containsOnly(201);
    }

    @Test
    @Requirement("R-BOOK-06")
    void ofTwoThatOverlapOneIsBookedAndOfTwoAtOneTimeOnePatientsOne() {
        var overlapping = callers().flatMap(n -> {
            var doctor = doctors.get(n % DOCTORS);
            return n < 80
                    ? Stream.of(
                            send(body(patients.get(n), doctor, start(n), start(n).plusSeconds(1800)), null),
                            send(
                                    body(
                                            patients.get(199 - n),
                                            doctor,
                                            start(n).plusSeconds(900),
                                            start(n).plusSeconds(1800)),
                                    null))
                    : Stream.of();
        });
        var answers = joined(overlapping);
        for (int n = 0; n < 80; n++) {
            var pair = List.of(answers.get(2 * n), answers.get(2 * n + 1));
            assertThat(pair).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(201, 409);
            assertThat(pair).anyMatch(answer -> answer.body().contains("SLOT_OVERLAP"));
        }

        var twice = joined(IntStream.range(0, 40)
                .boxed()
                .flatMap(n -> Stream.of(n, n + 1)
                        .map(doctor -> send(
                                body(
                                        patients.get(100 + n),
                                        doctors.get(doctor % DOCTORS),
                                        half(n % 2),
                                        half(n % 2).plusSeconds(1800)),
                                null))));
        for (int n = 0; n < 40; n++) {
            var pair = List.of(twice.get(2 * n), twice.get(2 * n + 1));
            assertThat(pair).filteredOn(answer -> answer.statusCode() == 201).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(mine("""
                select patient_id from appointments where doctor_id = any (?)
                group by patient_id, start_time having count(*) > 1""")).isEmpty();
    }

    @Test
    @Requirement("R-WEB-06")
    void aRepeatAmongNewOnesGetsItsFirstAnswer() {
        var keys = callers().map(n -> "key-" + UUID.randomUUID()).toList();
        var first = joined(callers().filter(n -> n % 2 == 0).map(n -> send(slot(n), keys.get(n))));
        assertThat(first).extracting(HttpResponse::statusCode).containsOnly(201);
        var order = new ArrayList<>(callers().toList());
        Collections.shuffle(order, new Random(1));

        var calls = order.stream().collect(Collectors.toMap(Function.identity(), n -> send(slot(n), keys.get(n))));

        for (int n = 0; n < CALLERS; n++) {
            var answer = calls.get(n).join();
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Idempotent-Replayed").isPresent())
                    .isEqualTo(n % 2 == 0);
            if (n % 2 == 0) {
                assertThat(answer.body()).isEqualTo(first.get(n / 2).body());
            }
        }
        assertThat(mine("select id from appointments where doctor_id = any (?)"))
                .hasSize(CALLERS);
    }

    @Test
    void whoseDeadlineHasPassedIsNotBookedAndWhoseHasNotIs() {
        var now = clock.instant();

        var answers = joined(callers()
                .map(n -> send(
                        slot(n),
                        null,
                        switch (n % 4) {
                            case 0 -> now.minusMillis(1);
                            case 1 -> now.plusSeconds(20);
                            default -> null;
                        })));

        for (int n = 0; n < CALLERS; n++) {
            assertThat(answers.get(n).statusCode()).isEqualTo(n % 4 == 0 ? 503 : 201);
        }
        assertThat(answers.getFirst().body()).contains("DEADLINE_PASSED");
        assertThat(mine("select id from appointments where doctor_id = any (?)"))
                .hasSize(CALLERS * 3 / 4);
    }

    /** Each with one of the doctors and at a time of their own. */
    private String slot(int caller) {
        return body(
                patients.get(caller),
                doctors.get(caller % DOCTORS),
                start(caller),
                start(caller).plusSeconds(1800));
    }

    private static Instant start(int caller) {
        return half(caller / DOCTORS);
    }

    private static Instant half(int number) {
        return at("08:00").plusSeconds(1800L * number);
    }

    private static Stream<Integer> callers() {
        return IntStream.range(0, CALLERS).boxed();
    }

    private double together() {
        return registry.counter("booking.exchanges", "members", "several").count();
    }

    private List<String> mine(String query) {
        return rows(query, (Object) doctors.toArray(String[]::new));
    }

    private static List<HttpResponse<String>> joined(Stream<CompletableFuture<HttpResponse<String>>> calls) {
        return calls.toList().stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<HttpResponse<String>> send(String body, String key) {
        return send(body, key, null);
    }

    private CompletableFuture<HttpResponse<String>> send(String body, String key, Instant deadline) {
        var request = HttpRequest.newBuilder(appointments)
                .header("X-API-Key", "dev-operator-key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (deadline != null) {
            request.header(Requesters.DEADLINE, Long.toString(deadline.toEpochMilli()));
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }
}
