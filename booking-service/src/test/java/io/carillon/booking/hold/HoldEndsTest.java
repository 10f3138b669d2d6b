package io.carillon.booking.hold;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.admin;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.hold.HoldApi.call;
import static io.carillon.booking.hold.HoldApi.confirm;
import static io.carillon.booking.hold.HoldApi.held;
import static io.carillon.booking.hold.HoldApi.hold;
import static io.carillon.booking.hold.HoldApi.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.SlotHeld;
import io.carillon.events.BookingEvent.SlotReleased;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.Topic;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How holds end, and who is told. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class HoldEndsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    EventPublisher publisher;

    @Inject
    EventFactory events;

    @Inject
    FallenHolds fallen;

    @Inject
    HoldSweep sweep;

    @Inject
    EndedCalls calls;

    @Inject
    Clock clock;

    @Test
    void aHoldFallsWhenTheCallEndsAndOthersStand() {
        var doctor = doctor(DEMO);
        var call = call();
        var hold = hold(doctor, at("10:00"), call).<String>path("id");
        var second = hold(doctor(DEMO), at("10:00"), call).<String>path("id");
        var others = hold(doctor, at("11:00"), call()).<String>path("id");
        var confirmed = hold(doctor, at("12:00"), call).<String>path("id");
        confirm(confirmed, patient(DEMO)).then().statusCode(201);

        ended(call, "twilio", "voice.status", "in-progress", null);
        ended(call, "twilio", "voice.status", "completed", null);
        ended(call, "twilio", "voice.status", "completed", null);

        await().atMost(SOON).untilAsserted(() -> assertThat(status(hold)).isEqualTo("RELEASED"));
        assertThat(status(second)).isEqualTo("RELEASED");
        assertThat(status(others)).isEqualTo("HELD");
        assertThat(status(confirmed)).isEqualTo("CONFIRMED");
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);
        awaitReleased(hold, "call-ended");
        awaitReleased(second, "call-ended");
        assertThat(released(confirmed)).isEmpty();
    }

    @Test
    void vapiSaysThatACallEndedInTwoWays() {
        var report = call();
        var first = hold(doctor(DEMO), at("10:00"), report).<String>path("id");
        var update = call();
        var second = hold(doctor(DEMO), at("10:00"), update).<String>path("id");

        ended(report, "vapi", "end-of-call-report", null, "{\"type\":\"end-of-call-report\"}");
        ended(update, "vapi", "status-update", null, "{\"type\":\"status-update\",\"status\":\"ended\"}");

        await().atMost(SOON).untilAsserted(() -> assertThat(status(first)).isEqualTo("RELEASED"));
        await().atMost(SOON).untilAsserted(() -> assertThat(status(second)).isEqualTo("RELEASED"));
    }

    @Test
    void whatRanOutIsToldOnceAlsoWhenABookingHadSweptItAway() {
        var doctor = doctor(DEMO);
        var holds = IntStream.range(0, 5)
                .mapToObj(n -> held(doctor, at("10:00").plusSeconds(1800L * n)))
                .toList();
        holds.forEach(HoldTest::ranOut);
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);

        IntStream.range(0, 4).parallel().forEach(n -> fallen.expire());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(rows("select status from holds where doctor_id = ?", doctor))
                        .hasSize(5)
                        .containsOnly("EXPIRED"));
        assertThat(rows("select state from slot_claims where doctor_id = ?", doctor))
                .containsExactly("TAKEN");
        holds.forEach(hold -> awaitReleased(hold, "expired"));
    }

    /** Whoever takes stock after a fault wants every row where it is. */
    @Test
    @Requirement("R-BOOK-15")
    void whileThePlatformIsClosedForWritingNothingFalls() {
        var call = call();
        var hold = hold(doctor(DEMO), at("10:00"), call).<String>path("id");
        HoldTest.ranOut(hold);
        mode("read-only");
        try {
            sweep.sweep();
            calls.take(callback(call, "twilio", "voice.status", "completed", null), clock.instant());

            assertThat(status(hold)).isEqualTo("HELD");
        } finally {
            mode("normal");
        }
        sweep.sweep();
        assertThat(status(hold)).isEqualTo("EXPIRED");
    }

    private static void mode(String mode) {
        admin().contentType(ContentType.JSON)
                .body("{\"mode\":\"%s\",\"reason\":\"test\"}".formatted(mode))
                .put("/api/mode")
                .then()
                .statusCode(200);
    }

    @Test
    void holdingConfirmingAndReleasingAreToldWithTheirAudit() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var call = call();
        var hold = hold(doctor, at("10:00"), call).<String>path("id");
        var appointment = confirm(hold, patient).<String>path("id");
        var other = held(doctor, at("11:00"));
        release(other).then().statusCode(204);

        awaitReleased(other, "released");
        assertThat(data(
                        Topic.BOOKINGS,
                        SlotHeld.class,
                        event -> event.doctorId().equals(doctor)))
                .extracting(SlotHeld::holdId, SlotHeld::startTime)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(hold, at("10:00")),
                        org.assertj.core.groups.Tuple.tuple(other, at("11:00")));
        assertThat(data(
                        Topic.BOOKINGS,
                        AppointmentBooked.class,
                        event -> event.doctorId().equals(doctor)))
                .containsExactly(new AppointmentBooked(appointment, doctor, patient, at("10:00"), at("10:30"), call));
        assertThat(data(
                        Topic.AUDIT,
                        ChangeRecorded.class,
                        event -> List.of(hold, other, appointment).contains(event.resourceId())))
                .extracting(ChangeRecorded::resource, ChangeRecorded::action)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("hold", "HOLD"),
                        org.assertj.core.groups.Tuple.tuple("appointment", "BOOK"),
                        org.assertj.core.groups.Tuple.tuple("hold", "HOLD"),
                        org.assertj.core.groups.Tuple.tuple("hold", "RELEASE"));
    }

    private void ended(
            String call, String provider, String kind, @Nullable String twilioStatus, @Nullable String body) {
        publisher
                .publish(callback(call, provider, kind, twilioStatus, body))
                .toCompletableFuture()
                .join();
    }

    private CloudEvent<CallbackAccepted> callback(
            String call, String provider, String kind, @Nullable String twilioStatus, @Nullable String body) {
        var parameters = twilioStatus == null
                ? List.<Parameter>of()
                : List.of(new Parameter("CallSid", call), new Parameter("CallStatus", twilioStatus));
        return events.event(DEMO, new CallbackAccepted(call, provider, kind, "/api/voice/status", parameters, body));
    }

    private static String status(String hold) {
        return rows("select status from holds where id = ?::uuid", hold).getFirst();
    }

    private static void awaitReleased(String hold, String reason) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(released(hold))
                        .singleElement()
                        .satisfies(event -> assertThat(event.reason()).isEqualTo(reason)));
    }

    private static List<SlotReleased> released(String hold) {
        return data(Topic.BOOKINGS, SlotReleased.class, event -> event.holdId().equals(hold));
    }

    private static <E extends Event> List<E> data(Topic topic, Class<E> type, java.util.function.Predicate<E> which) {
        return Topics.read(topic).stream()
                .map(event -> event.data())
                .filter(type::isInstance)
                .map(type::cast)
                .filter(which)
                .toList();
    }
}
