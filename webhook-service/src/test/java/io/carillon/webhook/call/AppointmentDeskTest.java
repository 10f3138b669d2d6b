package io.carillon.webhook.call;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.carillon.webhook.call.Desks.CALL;
import static io.carillon.webhook.call.Desks.FIRST;
import static io.carillon.webhook.call.Desks.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class AppointmentDeskTest {

    private static final ProvenPatient PATIENT = new ProvenPatient(World.DEMO, "pat-1");

    @Inject
    World world;

    @Inject
    Desks desks;

    @Inject
    AppointmentDesk desk;

    @BeforeEach
    void world() {
        world.reset();
        world.appointmentsStand();
    }

    @Test
    void onlyWhatWillTakePlaceIsRead() {
        assertThat(desk.appointments(desks.demo(), PATIENT, 3, desks.soon()))
                .isInstanceOfSatisfying(
                        Upcoming.Found.class,
                        found -> assertThat(found.appointments())
                                .extracting(BookedSlot::appointmentId)
                                .containsExactly("apt-1", "apt-2"));
        assertThat(desk.appointments(desks.demo(), PATIENT, 1, desks.soon()))
                .isInstanceOfSatisfying(
                        Upcoming.Found.class,
                        found -> assertThat(found.appointments()).hasSize(1));
    }

    @Test
    void aPatientOfAnotherClinicHasNothingHere() {
        var stranger = new ProvenPatient(World.KIN, "pat-1");

        assertThat(desk.appointments(desks.demo(), stranger, 3, desks.soon())).isEqualTo(new Upcoming.None());
        assertThat(desk.cancel(desks.demo(), stranger, "apt-1", KEY, desks.soon()))
                .isEqualTo(new Changed.NotTheirs());
        world.booking.verifyThat(0, postRequestedFor(anyUrl()));
    }

    @Test
    void somebodyElsesAppointmentIsNotTouched() {
        world.appointmentIsOf("apt-3", "pat-2");

        assertThat(desk.cancel(desks.demo(), PATIENT, "apt-3", KEY, desks.soon()))
                .isEqualTo(new Changed.NotTheirs());
        assertThat(desk.reschedule(desks.demo(), PATIENT, "apt-3", FIRST, CALL, KEY, desks.soon()))
                .isEqualTo(new Changed.NotTheirs());
        world.booking.verifyThat(0, postRequestedFor(anyUrl()));
    }

    @Test
    void anAppointmentIsMovedIntoTheHeldSlotInOneRequest() {
        world.changingAnswers("apt-1", "reschedule", 200, World.appointment("apt-1", "BOOKED", "pat-1"));

        assertThat(desk.reschedule(
                        desks.demo(), PATIENT, "apt-1", new HeldSlot("hold-1", FIRST), CALL, KEY, desks.soon()))
                .isEqualTo(new Changed.Done(new BookedSlot("apt-1", FIRST)));
        world.booking.verifyThat(0, deleteRequestedFor(anyUrl()));
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/appointments/apt-1/reschedule"))
                        .withHeader("Idempotency-Key", equalTo(KEY.text()))
                        .withRequestBody(equalToJson("""
                                {"doctorId":"doctor-1","startTime":"2030-12-10T09:30:00-08:00",
                                 "endTime":"2030-12-10T10:00:00-08:00","holdId":"hold-1","callId":"%s"}""".formatted(CALL))));
    }

    @Test
    void anAppointmentIsCancelledUnderItsKey() {
        world.changingAnswers("apt-1", "cancel", 200, World.appointment("apt-1", "CANCELLED", "pat-1"));

        assertThat(desk.cancel(desks.demo(), PATIENT, "apt-1", KEY, desks.soon()))
                .isInstanceOf(Changed.Done.class);
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/appointments/apt-1/cancel"))
                        .withHeader("Idempotency-Key", equalTo(KEY.text()))
                        .withRequestBody(equalToJson("{\"reason\":\"by telephone\"}")));
    }

    @ParameterizedTest
    @CsvSource({
        "409, SLOT_OVERLAP, Taken",
        "409, STATUS_CONFLICT, NotTheirs",
        "404, UNKNOWN_APPOINTMENT, NotTheirs",
        "404, UNKNOWN_DOCTOR, Refused",
        "422, OUTSIDE_SCHEDULE, Refused",
        "503, MAINTENANCE, Closed",
        "503, DEADLINE_PASSED, Unavailable",
        "500, INTERNAL, Unsure",
        "200, garbage, Unsure",
    })
    void everyRefusalIsSomethingThatCanBeSaid(int status, String code, String expected) {
        world.changingAnswers(
                "apt-1",
                "reschedule",
                status,
                status == 200 ? code : "{\"code\":\"%s\",\"detail\":\"d\"}".formatted(code));

        assertThat(desk.reschedule(desks.demo(), PATIENT, "apt-1", FIRST, CALL, KEY, desks.soon())
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void whenTheAppointmentCannotBeReadNothingIsChanged() {
        world.booking.resetMappings();
        world.bookingIsCutOff();

        assertThat(desk.cancel(desks.demo(), PATIENT, "apt-1", KEY, desks.soon()))
                .isEqualTo(new Changed.Unavailable());
        world.booking.verifyThat(0, postRequestedFor(anyUrl()));
    }
}
