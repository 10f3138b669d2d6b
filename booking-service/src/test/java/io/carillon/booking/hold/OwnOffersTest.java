package io.carillon.booking.hold;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.patients;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.hold.HoldApi.call;
import static io.carillon.booking.hold.HoldApi.hold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.carillon.booking.Audit;
import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.booking.TypeFixture;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent.SlotReleased;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a call has on hold is in others' way and not in that of the caller, who books or moves something else after all. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class OwnOffersTest {

    private static final int CALLS = 40;

    private final String call = call();
    private final String doctor = doctor(DEMO);
    private final String patient = patient(DEMO);

    @Test
    @Requirement("R-BOOK-06")
    void whoWantsMoreThanWasOfferedBooksOverTheirOwnHolds() {
        var offered = offered();

        booked(call, at("09:30"), at("10:30")).then().statusCode(201).body("callId", equalTo(call));

        assertThat(statuses(offered)).containsExactly("RELEASED", "RELEASED", "HELD");
        assertThat(claims()).containsExactly("TAKEN", "HELD");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(released(offered.get(0))).containsExactly("released");
            assertThat(released(offered.get(1))).containsExactly("released");
        });
        assertThat(released(offered.get(2))).isEmpty();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Audit.changes(offered.get(1)))
                        .extracting(ChangeRecorded::action)
                        .containsExactly("HOLD", "RELEASE"));
    }

    @Test
    @Requirement("R-BOOK-06")
    void whatIsHeldOnAnotherCallOrByNoCallIsInTheWay() {
        var offered = offered();

        booked(call(), at("09:30"), at("10:30")).then().statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        book(patient, doctor, at("10:00")).statusCode(409).body("code", equalTo("SLOT_OVERLAP"));

        assertThat(statuses(offered)).containsOnly("HELD");
    }

    /** Who cannot have the one still has the others. */
    @Test
    void aBookingThatComesToNothingLeavesTheHolds() {
        var offered = offered();
        book(patient(DEMO), doctor, at("11:00")).statusCode(201);
        book(patient, doctor(DEMO), at("09:30")).statusCode(201);

        booked(call, at("10:00"), at("11:30")).then().statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        booked(call, at("09:30"), at("10:30")).then().statusCode(409).body("code", equalTo("DUPLICATE"));
        booked("nobody", call, at("09:30"), at("10:30"), null)
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_PATIENT"));

        assertThat(statuses(offered)).containsOnly("HELD");
        assertThat(claims()).containsExactly("HELD", "HELD", "HELD", "TAKEN");
    }

    @Test
    @Requirement("R-WEB-06")
    void aBookingOverOwnHoldsThatIsRepeatedIsTheSameOne() {
        offered();
        var key = UUID.randomUUID().toString();

        var first = booked(patient, call, at("09:30"), at("10:30"), key);
        var again = booked(patient, call, at("09:30"), at("10:30"), key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(claims()).containsExactly("TAKEN", "HELD");
    }

    @Test
    @Requirement("R-BOOK-06")
    void manyWhoBookOverTheirOwnHoldsAtOnceAreAllBooked() {
        var patients = patients(DEMO, CALLS);
        var doctors = IntStream.range(0, CALLS / 4).mapToObj(_ -> doctor(DEMO)).toList();
        var calls = IntStream.range(0, CALLS).mapToObj(_ -> call()).toList();
        IntStream.range(0, CALLS)
                .forEach(n -> List.of(0, 1800)
                        .forEach(later -> hold(doctors.get(n / 4), hour(n).plusSeconds(later), calls.get(n))
                                .then()
                                .statusCode(201)));

        var answers = IntStream.range(0, CALLS)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> operator()
                                .contentType(ContentType.JSON)
                                .body(body(
                                        patients.get(n),
                                        doctors.get(n / 4),
                                        calls.get(n),
                                        hour(n),
                                        hour(n).plusSeconds(3600)))
                                .post("/api/appointments")
                                .statusCode(),
                        task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).containsOnly(201);
    }

    @Test
    @Requirement("R-BOOK-06")
    void aLongAppointmentMovesOverTheHoldsOfItsCall() {
        var offered = offered();
        var id = booked("CA-before", at("14:00"), at("15:00")).<String>path("id");

        moved(id, at("09:30"), null).then().statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        moved(id, at("09:30"), call()).then().statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        assertThat(statuses(offered)).containsOnly("HELD");

        moved(id, at("09:30"), call)
                .then()
                .statusCode(200)
                .body("endTime", equalTo(MONDAY + "T10:30:00-07:00"))
                .body("callId", equalTo("CA-before"));
        assertThat(statuses(offered)).containsExactly("RELEASED", "RELEASED", "HELD");
        assertThat(claims()).containsExactly("TAKEN", "HELD");
    }

    @Test
    void aMoveThatComesToNothingLeavesTheHoldsOfItsCall() {
        var offered = offered();
        var id = booked("CA-before", at("14:00"), at("15:00")).<String>path("id");
        book(patient(DEMO), doctor, at("11:00")).statusCode(201);

        moved(id, at("10:15"), call).then().statusCode(409).body("code", equalTo("SLOT_OVERLAP"));

        assertThat(statuses(offered)).containsOnly("HELD");
    }

    /** Offers are as far apart as the doctor's buffers say; the appointment's type wants more around it. */
    @Test
    void aTypesBufferMayReachIntoTheHoldBesideTheChosenOne() {
        var kinshasa = clinic("Africa/Kinshasa");
        var theirs = doctor(kinshasa);
        TypeFixture.type(kinshasa, "surgery", 30, ",\"bufferBeforeMinutes\":10,\"bufferAfterMinutes\":20");
        var of = patient(kinshasa);
        var id = operator()
                .contentType(ContentType.JSON)
                .body("""
                        {"patientId":"%s","doctorId":"%s","startTime":"%s","type":"surgery"}""".formatted(of, theirs, kin("14:00")))
                .post("/api/appointments")
                .then()
                .statusCode(201)
                .extract()
                .<String>path("id");
        var offered = List.of("09:30", "10:00", "10:30").stream()
                .map(start -> hold(theirs, kin(start), call).<String>path("id"))
                .toList();

        operator()
                .contentType(ContentType.JSON)
                .body("""
                        {"startTime":"%s","holdId":"%s","callId":"%s"}""".formatted(kin("09:30"), offered.getFirst(), call))
                .post("/api/appointments/" + id + "/reschedule")
                .then()
                .statusCode(200);

        assertThat(statuses(offered)).containsExactly("RELEASED", "RELEASED", "HELD");
    }

    @Test
    void whatHasRunOutIsNotToldAsLetGo() {
        var offered = offered();
        offered.forEach(HoldTest::ranOut);

        booked(call, at("09:30"), at("10:30")).then().statusCode(201);

        assertThat(statuses(offered)).doesNotContain("RELEASED");
    }

    /** 9:30, 10:00 and 10:30 of the doctor. */
    private List<String> offered() {
        return List.of("09:30", "10:00", "10:30").stream()
                .map(start -> hold(doctor, at(start), call)
                        .then()
                        .statusCode(201)
                        .extract()
                        .<String>path("id"))
                .toList();
    }

    private static Instant hour(int number) {
        return at("08:00").plusSeconds(3600L * (number % 4));
    }

    private static Instant kin(String wallClock) {
        return MONDAY.atTime(LocalTime.parse(wallClock))
                .atZone(ZoneId.of("Africa/Kinshasa"))
                .toInstant();
    }

    private Response booked(String onCall, Instant start, Instant end) {
        return booked(patient, onCall, start, end, null);
    }

    private Response booked(String who, String onCall, Instant start, Instant end, @Nullable String key) {
        var request = operator().contentType(ContentType.JSON).body(body(who, doctor, onCall, start, end));
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/api/appointments");
    }

    private static String body(String who, String doctor, String onCall, Instant start, Instant end) {
        return """
                {"patientId":"%s","doctorId":"%s","startTime":"%s","endTime":"%s","callId":"%s"}""".formatted(who, doctor, start, end, onCall);
    }

    private static Response moved(String id, Instant start, @Nullable String onCall) {
        return operator()
                .contentType(ContentType.JSON)
                .body(
                        onCall == null
                                ? "{\"startTime\":\"%s\"}".formatted(start)
                                : "{\"startTime\":\"%s\",\"callId\":\"%s\"}".formatted(start, onCall))
                .post("/api/appointments/" + id + "/reschedule");
    }

    private static List<String> statuses(List<String> holds) {
        return holds.stream()
                .map(hold -> rows("select status from holds where id = ?::uuid", hold)
                        .getFirst())
                .toList();
    }

    private List<String> claims() {
        return rows("select state from slot_claims where doctor_id = ? order by starts", doctor);
    }

    private static List<String> released(String hold) {
        return Topics.read(Topic.BOOKINGS).stream()
                .filter(event -> event.data() instanceof SlotReleased released
                        && released.holdId().equals(hold))
                .map(event -> ((SlotReleased) event.data()).reason())
                .toList();
    }
}
