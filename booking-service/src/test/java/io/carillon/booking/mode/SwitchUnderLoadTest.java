package io.carillon.booking.mode;

import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.body;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.connect;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patients;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.carillon.booking.StackResource;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A switch in the middle of bookings: everything is written whole, and nothing after the switch was answered. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SwitchUnderLoadTest {

    private static final int CLIENTS = 24;
    private static final int SLOTS = 100;
    private static final int BOOKED_BEFORE = 150;
    private static final int ASKED_AFTER = 3;

    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);

    @TestHTTPResource("/api/appointments")
    URI appointments;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();

    private record Answered(boolean askedAfter, int status, String body) {}

    @AfterEach
    void backToNormal() {
        ModeTest.switchTo("normal", "test over").statusCode(200);
    }

    @Test
    @Requirement("R-BOOK-15")
    void thePlatformIsClosedWhileClientsBook() throws Exception {
        var doctors = bookedWhile(
                clinic("America/Los_Angeles"),
                () -> ModeTest.switchTo("read-only", "drill").statusCode(200));
        assertThat(whole(doctors)).isEqualTo(booked());
        assertThat(answers)
                .filteredOn(Answered::askedAfter)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.body()).contains("READ_ONLY"));
    }

    @Test
    @Requirement("R-EXT-14")
    void aClinicsBookingIsSwitchedOffWhileClientsBook() throws Exception {
        var clinic = clinic("America/Los_Angeles");
        var doctors = bookedWhile(
                clinic, () -> FeatureTest.switched(clinic, "booking", false).statusCode(200));
        assertThat(whole(doctors)).isEqualTo(booked());
        assertThat(answers)
                .filteredOn(Answered::askedAfter)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.body()).contains("FEATURE_OFF"));
    }

    @Test
    @Requirement("R-BOOK-15")
    void theSwitchIsAnsweredWhenWhatHadBegunIsOver() throws Exception {
        var clinic = clinic("America/Los_Angeles");
        var doctor = doctor(clinic);
        var patient = patients(clinic, 1).getFirst();
        try (var rival = connect("carillon_migrate");
                var lock = rival.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            rival.setAutoCommit(false);
            lock.setString(1, doctor);
            lock.execute();
            var booking = CompletableFuture.supplyAsync(
                    () -> ask(false, body(patient, doctor, at("10:00"), at("10:30"))), VIRTUAL);
            await().until(() -> !rows("select 1 from pg_locks where locktype = 'advisory' and not granted")
                    .isEmpty());

            var switching = CompletableFuture.supplyAsync(() -> ModeTest.switchTo("read-only", "drill"), VIRTUAL);
            await().until(() -> viewer().get("/api/mode").path("mode").equals("read-only"));
            assertThat(switching).isNotDone();
            rival.commit();

            assertThat(booking.join().status()).isEqualTo(201);
            switching.join().statusCode(200).body("drained", equalTo(true));
        }
    }

    /** Clients book, each with a doctor of its own, until some time after {@code switching}. */
    private List<String> bookedWhile(UUID clinic, Runnable switching) throws InterruptedException {
        var doctors = IntStream.range(0, CLIENTS).mapToObj(n -> doctor(clinic)).toList();
        var patients = patients(clinic, CLIENTS);
        var switched = new AtomicBoolean();
        var underWay = new CountDownLatch(BOOKED_BEFORE);
        var clients = IntStream.range(0, CLIENTS)
                .mapToObj(
                        n -> Thread.ofVirtual().start(() -> books(doctors.get(n), patients.get(n), switched, underWay)))
                .toList();
        underWay.await();
        switching.run();
        // What the table holds now is what it will hold: whoever was told of the switch can start a backup.
        var atTheAnswer = count(doctors);
        switched.set(true);
        for (var client : clients) {
            client.join();
        }
        assertThat(count(doctors)).isEqualTo(atTheAnswer);
        assertThat(answers.stream().map(Answered::status)).containsOnly(201, 503);
        return doctors;
    }

    private void books(String doctor, String patient, AtomicBoolean switched, CountDownLatch underWay) {
        var after = 0;
        for (int slot = 0; slot < SLOTS && after < ASKED_AFTER; slot++) {
            var askedAfter = switched.get();
            var start = at("08:00").plusSeconds(300L * slot);
            answers.add(ask(askedAfter, body(patient, doctor, start, start.plusSeconds(300))));
            underWay.countDown();
            after += askedAfter ? 1 : 0;
        }
    }

    private Answered ask(boolean askedAfter, String body) {
        var request = HttpRequest.newBuilder(appointments)
                .header("X-API-Key", "dev-operator-key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return new Answered(askedAfter, answer.statusCode(), answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long booked() {
        return answers.stream().filter(answer -> answer.status() == 201).count();
    }

    private static long count(List<String> doctors) {
        return Long.parseLong(rows("select count(*) from appointments where doctor_id = any(?)", (Object)
                        doctors.toArray(String[]::new))
                .getFirst());
    }

    /** Appointments that have their claim, when there is no claim and no appointment beyond these. */
    private static long whole(List<String> doctors) {
        var ids = (Object) doctors.toArray(String[]::new);
        assertThat(rows("""
                        select coalesce(a.id::text, c.id::text) from appointments a
                        full join slot_claims c on c.appointment_id = a.id
                        where coalesce(a.doctor_id, c.doctor_id) = any(?)
                          and (a.id is null or c.id is null or c.state <> 'TAKEN'
                               or c.during <> tstzrange(a.start_time, a.end_time, '[)'))""", ids)).isEmpty();
        return count(doctors);
    }
}
