package io.carillon.webhook.call;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.carillon.webhook.World.json;
import static io.carillon.webhook.call.Desks.CALL;
import static io.carillon.webhook.call.Desks.CALLER;
import static io.carillon.webhook.call.Desks.FIRST;
import static io.carillon.webhook.call.Desks.KEY;
import static io.carillon.webhook.call.Desks.SEARCH;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Booking-service is played by WireMock, with the answers that its own tests see it give. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class FrontDeskTest {

    private static final HeldSlot HELD = new HeldSlot("hold-1", FIRST);
    private static final String CONFIRM = "/api/holds/hold-1/confirm";

    @Inject
    World world;

    @Inject
    Desks desks;

    @Inject
    FrontDesk desk;

    @BeforeEach
    void world() {
        world.reset();
        world.callersAreKnown();
    }

    @Test
    void whatIsOfferedIsHeldForTheCall() {
        world.slotsAreHeld();

        var offers = desk.offer(desks.demo(), SEARCH, CALL, KEY, desks.soon());

        assertThat(offers)
                .isInstanceOfSatisfying(
                        HeldOffers.Held.class,
                        held -> assertThat(held.slots()).hasSize(3).startsWith(HELD));
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/holds"))
                        .withHeader("Idempotency-Key", matching("call-[0-9a-f]{64}"))
                        .withRequestBody(equalToJson("""
                                {"callId":"%s","slots":[
                                {"doctorId":"doctor-1","startTime":"2030-12-10T09:30:00-08:00","endTime":"2030-12-10T10:00:00-08:00"},
                                {"doctorId":"doctor-2","startTime":"2030-12-10T10:00:00-08:00","endTime":"2030-12-10T10:30:00-08:00"},
                                {"doctorId":"doctor-1","startTime":"2030-12-10T10:30:00-08:00","endTime":"2030-12-10T11:00:00-08:00"}]}
                                """.formatted(CALL))));
    }

    @Test
    void theSameOfferHasTheSameKeyAndAnotherAnother() {
        world.slotsAreHeld();
        desk.offer(desks.demo(), SEARCH, CALL, KEY, desks.soon());
        desk.offer(desks.demo(), SEARCH, CALL, KEY, desks.soon());
        world.otherSlotsAreHeld();
        desk.offer(desks.demo(), SEARCH, CALL, KEY, desks.soon());

        var keys = world.booking.find(postRequestedFor(urlPathEqualTo("/api/holds"))).stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .distinct();
        assertThat(keys).hasSize(2);
    }

    @Test
    void onlyWhatCouldBeHeldIsOffered() {
        world.slotsAreFree();
        world.booking.register(post(urlPathEqualTo("/api/holds")).willReturn(json(201, """
                {"slots":[
                {"status":"REFUSED","code":"SLOT_OVERLAP","detail":"x","doctorId":"doctor-2",
                 "startTime":"2030-12-10T10:00:00-08:00","endTime":"2030-12-10T10:30:00-08:00"},
                {"id":"hold-1","status":"HELD","doctorId":"doctor-1","startTime":"2030-12-10T09:30:00-08:00",
                 "endTime":"2030-12-10T10:00:00-08:00","expiresAt":"2030-12-10T17:30:00Z"}]}
                """)));

        assertThat(desk.offer(desks.demo(), SEARCH, CALL, KEY, desks.soon()))
                .isEqualTo(new HeldOffers.Held(List.of(HELD)));
    }

    @Test
    void whereOthersWereFasterWithAllOfThemItLooksOnceMoreAndThenSaysNone() {
        world.slotsAreFree();
        world.booking.register(post(urlPathEqualTo("/api/holds")).willReturn(json(200, """
                {"slots":[{"status":"REFUSED","code":"SLOT_OVERLAP","detail":"x","doctorId":"doctor-2",
                 "startTime":"2030-12-10T10:00:00-08:00","endTime":"2030-12-10T10:30:00-08:00"}]}
                """)));

        assertThat(desk.offer(desks.demo(), SEARCH, CALL, KEY, desks.soon())).isEqualTo(new HeldOffers.None());

        var keys = world.booking.find(postRequestedFor(urlPathEqualTo("/api/holds"))).stream()
                .map(request -> request.getHeader("Idempotency-Key"));
        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aHoldIsConfirmedForTheCallersPatient() {
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));

        assertThat(desk.confirm(desks.demo(), HELD, CALLER, CALL, KEY, desks.soon()))
                .isEqualTo(new Booked.Confirmed("apt-1", FIRST));
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo(CONFIRM))
                        .withHeader("Idempotency-Key", equalTo(KEY.text()))
                        .withRequestBody(equalToJson("{\"patientId\":\"pat-1\"}")));
    }

    @ParameterizedTest
    @CsvSource({
        "409, STATUS_CONFLICT, Taken",
        "409, DUPLICATE, Taken",
        "422, OUTSIDE_SCHEDULE, Refused",
        "404, UNKNOWN_PATIENT, Refused",
        "503, READ_ONLY, Closed",
        "503, MAINTENANCE, Closed",
        "503, FEATURE_OFF, Closed",
        "503, TRANSACTION_ROLLBACK, Unavailable",
        "500, INTERNAL, Unsure",
    })
    void everyRefusalIsSomethingThatCanBeSaid(int status, String code, String expected) {
        world.confirmingAnswers(status, "{\"code\":\"%s\",\"detail\":\"d\"}".formatted(code));

        assertThat(desk.confirm(desks.demo(), HELD, CALLER, CALL, KEY, desks.soon())
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
    }

    /** That a hold has run out says nothing of who has the time: only booking it does. */
    @ParameterizedTest
    @CsvSource({
        "409, HOLD_EXPIRED, 201, '', Confirmed",
        "404, UNKNOWN_HOLD, 201, '', Confirmed",
        "409, HOLD_EXPIRED, 409, SLOT_OVERLAP, Taken",
        "404, UNKNOWN_HOLD, 409, SLOT_OVERLAP, Taken",
        "409, HOLD_EXPIRED, 409, DUPLICATE, Taken",
        "409, HOLD_EXPIRED, 422, START_IN_PAST, Refused",
        "409, HOLD_EXPIRED, 503, MAINTENANCE, Closed",
        "409, HOLD_EXPIRED, 500, INTERNAL, Unsure",
    })
    void whereTheHoldHasRunOutTheSlotIsBookedAsItStands(
            int status, String code, int bookingStatus, String bookingCode, String expected) {
        world.confirmingAnswers(status, "{\"code\":\"%s\",\"detail\":\"d\"}".formatted(code));
        world.bookingAnswers(
                bookingStatus,
                bookingStatus == 201
                        ? World.appointment("apt-1", "BOOKED", "pat-1")
                        : "{\"code\":\"%s\",\"detail\":\"d\"}".formatted(bookingCode));

        assertThat(desk.confirm(desks.demo(), HELD, CALLER, CALL, KEY, desks.soon())
                        .getClass()
                        .getSimpleName())
                .isEqualTo(expected);
        world.booking.verifyThat(postRequestedFor(urlPathEqualTo("/api/appointments"))
                .withRequestBody(equalToJson("""
                        {"patientId":"pat-1","doctorId":"doctor-1","callId":"%s",
                         "startTime":"2030-12-10T09:30:00-08:00","endTime":"2030-12-10T10:00:00-08:00"}
                        """.formatted(CALL))));
    }

    @Test
    @Requirement("R-WEB-06")
    void aChoiceThatIsMadeTwiceAfterItsHoldRanOutIsTheSameRequestTwice() {
        world.confirmingAnswers(409, "{\"code\":\"HOLD_EXPIRED\",\"detail\":\"d\"}");
        world.bookingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));

        desk.confirm(desks.demo(), HELD, CALLER, CALL, KEY, desks.soon());
        desk.confirm(desks.demo(), HELD, CALLER, CALL, KEY, desks.soon());

        assertThat(world.booking.find(postRequestedFor(urlPathEqualTo("/api/appointments"))).stream()
                        .map(request -> request.getHeader("Idempotency-Key")))
                .hasSize(2)
                .containsOnly(RequestKey.of(KEY.text(), "as it stands").text());
    }

    @Test
    void aLostAnswerIsAskedForOnceMoreUnderTheSameKey() {
        world.booking.register(post(urlPathEqualTo(CONFIRM))
                .inScenario("lost")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("again")
                .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        world.booking.register(post(urlPathEqualTo(CONFIRM))
                .inScenario("lost")
                .whenScenarioStateIs("again")
                .willReturn(json(201, World.appointment("apt-1", "BOOKED", "pat-1"))));

        assertThat(desk.confirm(desks.demo(), HELD, CALLER, CALL, KEY, desks.soon()))
                .isEqualTo(new Booked.Confirmed("apt-1", FIRST));
        world.booking.verifyThat(
                2, postRequestedFor(urlPathEqualTo(CONFIRM)).withHeader("Idempotency-Key", equalTo(KEY.text())));
    }

    @Test
    void anAnswerThatIsLostTwiceIsNeitherYesNorNo() {
        world.booking.register(
                post(urlPathEqualTo(CONFIRM)).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(desk.confirm(desks.demo(), HELD, CALLER, CALL, KEY, desks.soon()))
                .isEqualTo(new Booked.Unsure());
        world.booking.verifyThat(2, postRequestedFor(urlPathEqualTo(CONFIRM)));
    }

    @Test
    void garbageIsNoConfirmation() {
        world.confirmingAnswers(201, "not json");

        assertThat(desk.confirm(desks.demo(), HELD, CALLER, CALL, KEY, desks.soon()))
                .isEqualTo(new Booked.Unsure());
    }

    @Test
    void aBookingNamesItsCallAndItsKey() {
        world.bookingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-7"));

        assertThat(desk.book(desks.demo(), FIRST, new Person("pat-7", null), CALL, KEY, desks.soon()))
                .isEqualTo(new Booked.Confirmed("apt-1", FIRST));
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/appointments"))
                        .withHeader("Idempotency-Key", equalTo(KEY.text()))
                        .withRequestBody(equalToJson("""
                                {"patientId":"pat-7","doctorId":"doctor-1","callId":"%s",
                                 "startTime":"2030-12-10T09:30:00-08:00","endTime":"2030-12-10T10:00:00-08:00"}
                                """.formatted(CALL))));
    }

    @Test
    void whatIsLetGoOfIsFreeAgain() {
        world.slotsAreHeld();

        desk.release(desks.demo(), List.of(HELD, new HeldSlot("hold-2", FIRST)), desks.soon());

        world.booking.verifyThat(1, deleteRequestedFor(urlPathEqualTo("/api/holds/hold-1")));
        world.booking.verifyThat(2, deleteRequestedFor(urlPathMatching("/api/holds/.+")));
    }

    @Test
    void whenTheDeadlineHasPassedNothingIsAsked() {
        world.slotsAreHeld();
        world.booking.resetRequests();

        assertThat(desk.offer(desks.demo(), SEARCH, CALL, KEY, desks.past())).isEqualTo(new HeldOffers.Unavailable());
        assertThat(desk.confirm(desks.demo(), HELD, CALLER, CALL, KEY, desks.past()))
                .isEqualTo(new Booked.Unavailable());
        world.nothingIsAskedOnTheLine();
    }
}
