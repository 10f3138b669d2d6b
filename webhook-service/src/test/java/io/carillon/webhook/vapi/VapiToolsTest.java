package io.carillon.webhook.vapi;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.carillon.webhook.vapi.VapiCaller.tool;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.carillon.events.CallEvent.AppointmentPromised;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.call.Deadline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class VapiToolsTest {

    private static final String AT_NINE_THIRTY = "{\"startTime\":\"2030-12-10T09:30\"}";
    private static final String BORN = "\"dateOfBirth\":\"1980-12-31\"";

    @Inject
    World world;

    @Inject
    Clock clock;

    private final VapiCaller vapi = VapiCaller.demo();

    @BeforeEach
    void world() {
        world.reset();
        world.callersAreKnown();
    }

    @AfterEach
    void open() {
        world.switched(World.DEMO_NUMBER, List.of(), "normal");
    }

    @Test
    @Requirement({"R-WEB-03", "R-BOOK-10"})
    void whatIsOfferedIsHeldForTheCallAndConfirmed() {
        world.slotsAreHeld();
        world.confirmingAnswers(201, World.appointment("apt-7", "BOOKED", "pat-1"));

        vapi.call("check_availability", "{\"durationMinutes\":30}")
                .statusCode(200)
                .body(
                        "results[0].result",
                        startsWith("Free: Tuesday, December 10 at 9:30 AM (startTime 2030-12-10T09:30"))
                .body("results[0].result", Matchers.not(containsString("\n")));
        vapi.call("book_appointment", AT_NINE_THIRTY)
                .body("results[0].result", startsWith("Confirmed: Tuesday, December 10 at 9:30 AM"))
                .body("results[0].result", containsString("appointmentId apt-7"));

        world.booking.verifyThat(postRequestedFor(urlPathEqualTo("/api/holds"))
                .withRequestBody(matchingJsonPath("$.callId", WireMock.equalTo(vapi.callId)))
                .withRequestBody(matchingJsonPath("$.slots[2].doctorId", WireMock.equalTo("doctor-1"))));
        world.booking.verifyThat(postRequestedFor(urlPathEqualTo("/api/holds/hold-1/confirm"))
                .withRequestBody(matchingJsonPath("$.patientId", WireMock.equalTo("pat-1"))));
        world.booking.verifyThat(0, postRequestedFor(urlPathEqualTo("/api/appointments")));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(EventsSeen.on(world.stack, Topic.CALLS, vapi.callId))
                        .filteredOn(event -> event.data() instanceof AppointmentPromised)
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.clinic()).isEqualTo(World.DEMO);
                            assertThat(event.data())
                                    .isEqualTo(new AppointmentPromised(
                                            vapi.callId, "vapi", "apt-7", Instant.parse("2030-12-10T17:30:00Z")));
                        }));
    }

    @Test
    void whatWasHeldTooLongIsBookedAsItStands() {
        world.slotsAreHeld();
        world.confirmingAnswers(409, "{\"code\":\"HOLD_EXPIRED\",\"detail\":\"The hold has ended.\"}");
        world.bookingAnswers(201, World.appointment("apt-8", "BOOKED", "pat-1"));
        vapi.call("check_availability", "{}");

        vapi.call("book_appointment", "{\"startTime\":\"2030-12-10T09:30\",\"doctorId\":\"doctor-1\"}")
                .body("results[0].result", containsString("appointmentId apt-8"));

        world.booking.verifyThat(postRequestedFor(urlPathEqualTo("/api/appointments"))
                .withRequestBody(matchingJsonPath("$.callId", WireMock.equalTo(vapi.callId))));
    }

    /** An own hold must not be what keeps the caller from the slot; booking-service lets it fall with the booking. */
    @Test
    @Requirement("R-WEB-03")
    void whoWantsItLongerThanOfferedIsBookedOverTheOffers() {
        world.slotsAreHeld();
        world.bookingAnswers(201, World.appointment("apt-8", "BOOKED", "pat-1"));
        vapi.call("check_availability", "{}");

        vapi.call("book_appointment", """
                        {"startTime":"2030-12-10T09:30","doctorId":"doctor-1","durationMinutes":60}""").body("results[0].result", startsWith("Confirmed"));

        world.booking.verifyThat(0, deleteRequestedFor(anyUrl()));
        bookedOverTheOffers("doctor-1", "2030-12-10T09:30:00-08:00", "2030-12-10T10:30:00-08:00");
    }

    /** A search would not find what is on hold for the very call that asks. */
    @ParameterizedTest
    @CsvSource({
        "09:30, 60, doctor-1, 10:30",
        "09:45, 30, doctor-1, 10:15",
        "10:15, 15, doctor-2, 10:30",
    })
    @Requirement("R-WEB-03")
    void whoNamesNoDoctorIsBookedWithOneOfTheOffersInTheWay(String start, int minutes, String doctor, String end) {
        world.slotsAreHeld();
        world.bookingAnswers(201, World.appointment("apt-8", "BOOKED", "pat-1"));
        vapi.call("check_availability", "{}");
        world.otherSlotsAreHeld();

        vapi.call(
                        "book_appointment",
                        "{\"startTime\":\"2030-12-10T%s\",\"durationMinutes\":%d}".formatted(start, minutes))
                .body("results[0].result", startsWith("Confirmed"));

        bookedOverTheOffers(doctor, "2030-12-10T" + start + ":00-08:00", "2030-12-10T" + end + ":00-08:00");
    }

    /** Nothing is let go of before it is booked, so who cannot have the one still has the others. */
    @Test
    void whoCannotHaveItLongerKeepsWhatWasOffered() {
        world.slotsAreHeld();
        world.bookingAnswers(409, "{\"code\":\"SLOT_OVERLAP\",\"detail\":\"The doctor has no time.\"}");
        vapi.call("check_availability", "{}");

        vapi.call("book_appointment", "{\"startTime\":\"2030-12-10T09:30\",\"durationMinutes\":60}")
                .body("results[0].error", startsWith("SLOT_OVERLAP"));

        world.booking.verifyThat(0, deleteRequestedFor(anyUrl()));
        assertThat(world.booking.find(postRequestedFor(urlPathEqualTo("/api/appointments"))).stream()
                        .map(request -> request.getHeader("Idempotency-Key")))
                .as("one wish for each doctor")
                .doesNotHaveDuplicates();
    }

    private void bookedOverTheOffers(String doctor, String start, String end) {
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/appointments"))
                        .withRequestBody(matchingJsonPath("$.callId", WireMock.equalTo(vapi.callId)))
                        .withRequestBody(matchingJsonPath("$.doctorId", WireMock.equalTo(doctor)))
                        .withRequestBody(matchingJsonPath("$.startTime", WireMock.equalTo(start)))
                        .withRequestBody(matchingJsonPath("$.endTime", WireMock.equalTo(end))));
    }

    @Test
    void aNewSearchLetsGoOfTheOfferBefore() {
        world.slotsAreHeld();
        vapi.call("check_availability", "{}");
        vapi.call("check_availability", "{\"from\":\"2030-12-10\"}");

        for (var hold : List.of("hold-1", "hold-2", "hold-3")) {
            world.booking.verifyThat(1, deleteRequestedFor(urlPathEqualTo("/api/holds/" + hold)));
        }
    }

    @Test
    @Requirement("R-WEB-06")
    void aToolCallThatComesAgainIsTheSameBooking() {
        world.slotsAreHeld();
        world.confirmingAnswers(201, World.appointment("apt-7", "BOOKED", "pat-1"));
        vapi.call("check_availability", "{}");
        var body = vapi.toolCalls(tool("t1", "book_appointment", AT_NINE_THIRTY));

        var first = vapi.send(body).extract().asByteArray();
        var again = vapi.send(body.replace("\"type\":\"tool-calls\"", "\"timestamp\":1,\"type\":\"tool-calls\""))
                .extract()
                .asByteArray();
        assertThat(again).isEqualTo(first);
        world.booking.verifyThat(1, postRequestedFor(urlPathEqualTo("/api/holds/hold-1/confirm")));

        vapi.sendPastTheKeptAnswer(body).body("results[0].result", containsString("apt-7"));
        assertThat(world.booking.find(postRequestedFor(urlPathEqualTo("/api/holds/hold-1/confirm"))).stream()
                        .map(request -> request.getHeader("Idempotency-Key")))
                .hasSize(2)
                .doesNotContainNull()
                .containsOnly(world.booking
                        .find(postRequestedFor(urlPathEqualTo("/api/holds/hold-1/confirm")))
                        .getFirst()
                        .getHeader("Idempotency-Key"));
    }

    @Test
    @Requirement("R-WEB-03")
    void theOutcomesOfABookingAreToldInWords() {
        booking(
                409,
                "SLOT_OVERLAP",
                "That time\\nis taken.",
                "SLOT_OVERLAP: That time is taken. Call check_availability");
        booking(
                422,
                "OUTSIDE_SCHEDULE",
                "The doctor does not work then.",
                "OUTSIDE_SCHEDULE: The doctor does not work then.");
        booking(
                404,
                "UNKNOWN_DOCTOR",
                "unknown doctor.",
                "UNKNOWN_DOCTOR: there is no such doctor; leave doctorId out");
        booking(422, "IDEMPOTENCY_KEY_REUSED", "x", "IDEMPOTENCY_KEY_REUSED: this tool call was made before");
        booking(503, "DEPENDENCY_UNAVAILABLE", "x", "UNAVAILABLE: the calendar cannot be reached; nothing was changed");
        booking(503, "FEATURE_OFF", "x", "BOOKING_CLOSED: the clinic takes no bookings");
    }

    private void booking(int status, String code, String detail, String expected) {
        world.bookingAnswers(status, "{\"code\":\"%s\",\"detail\":\"%s\"}".formatted(code, detail));
        VapiCaller.demo()
                .call("book_appointment", "{\"startTime\":\"2030-12-10T09:30\",\"doctorId\":\"doctor-1\"}")
                .statusCode(200)
                .body("results[0].error", startsWith(expected));
    }

    @Test
    void whereTheAnswerIsLostNothingIsSaidEitherWay() {
        world.booking.register(post(urlPathEqualTo("/api/appointments"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        vapi.call("book_appointment", "{\"startTime\":\"2030-12-10T09:30\",\"doctorId\":\"doctor-1\"}")
                .statusCode(200)
                .body("results[0].error", startsWith("UNSURE: the calendar did not answer; it may be done"));
        vapi.call("check_availability", "{}").body("results[0].error", startsWith("UNAVAILABLE"));
    }

    @Test
    void aClosedClinicTellsEveryToolThatChangesSomething() {
        world.dateOfBirthIs("1980-12-31");
        world.appointmentsStand();
        world.switched(World.DEMO_NUMBER, List.of("booking"), "normal");

        vapi.send(vapi.toolCalls(
                        tool("t1", "check_availability", "{}"),
                        tool("t2", "book_appointment", AT_NINE_THIRTY),
                        tool("t3", "cancel_appointment", "{" + BORN + ",\"appointmentId\":\"apt-1\"}")))
                .body(
                        "results.error.collect { it.split(':')[0] }",
                        contains("BOOKING_CLOSED", "BOOKING_CLOSED", "BOOKING_CLOSED"));
    }

    @Test
    @Requirement("R-WEB-03")
    void whatIsNotDoneInTimeIsAnsweredWithoutItAndNothingIsPromised() {
        world.booking.register(post(urlPathEqualTo("/api/contacts/resolve"))
                .willReturn(World.json(200, "{\"patientId\":\"pat-1\",\"known\":true}")
                        .withFixedDelay(2_500)));
        world.booking.register(post(urlPathEqualTo("/api/appointments"))
                .willReturn(World.json(201, World.appointment("apt-7", "BOOKED", "pat-1"))
                        .withFixedDelay(8_000)));
        var start = clock.instant();

        vapi.send(vapi.toolCalls(
                        tool(
                                "t1",
                                "book_appointment",
                                "{\"startTime\":\"2030-12-10T09:30\",\"doctorId\":\"doctor-1\"}"),
                        tool("t2", "transfer_to_human", "{}")))
                .statusCode(200)
                .body("results[0].error", Matchers.not(containsString("Confirmed")))
                .body("results[0].error", Matchers.anyOf(startsWith("UNSURE"), containsString("promise")))
                .body("results[1].result", startsWith("Transfer"));

        var took = Duration.between(start, clock.instant());
        assertThat(took).isLessThan(Duration.ofSeconds(7));
        var deadline = world.booking
                .find(postRequestedFor(urlPathEqualTo("/api/appointments")))
                .getFirst()
                .getHeader(Deadline.HEADER);
        assertThat(Instant.ofEpochMilli(Long.parseLong(deadline)))
                .isBefore(start.plus(Duration.ofSeconds(6)))
                .isAfter(start);
        assertThat(EventsSeen.on(world.stack, Topic.CALLS, vapi.callId))
                .noneMatch(event -> event.data() instanceof AppointmentPromised);
    }

    @Test
    @Requirement("R-WEB-03")
    void severalToolCallsAreMadeSideBySideAndAnsweredInOrder() {
        world.booking.register(get(urlPathEqualTo("/api/availability"))
                .willReturn(
                        World.json(200, "{\"timeZone\":\"UTC\",\"slots\":[]}").withFixedDelay(1_500)));
        var calls = IntStream.range(0, 5)
                .mapToObj(i -> tool("t" + i, "check_availability", "{\"days\":" + (i + 1) + "}"))
                .toArray(String[]::new);
        var start = clock.instant();

        vapi.send(vapi.toolCalls(calls))
                .body("results.toolCallId", contains("t0", "t1", "t2", "t3", "t4"))
                .body("results.findAll { it.result.startsWith('There is no free time') }", hasSize(5));

        assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aModelInALoopIsStopped() {
        var calls = IntStream.range(0, ToolCalls.MOST + 1)
                .mapToObj(i -> tool("t" + i, "transfer_to_human", "{}"))
                .toArray(String[]::new);

        vapi.send(vapi.toolCalls(calls))
                .statusCode(200)
                .body("results", hasSize(ToolCalls.MOST + 1))
                .body("results[15].result", startsWith("Transfer"))
                .body("results[16].error", startsWith("TOO_MANY"));
    }

    @Test
    @Requirement("R-WEB-03")
    void nothingIsToldBeforeTheDateOfBirthIsRight() {
        world.dateOfBirthIs("1980-12-31");
        world.appointmentsStand();
        for (var tool : List.of("find_appointments", "cancel_appointment", "reschedule_appointment")) {
            vapi.call(tool, "{\"startTime\":\"2030-12-10T09:30\",\"appointmentId\":\"apt-1\"}")
                    .body("results[0].error", startsWith("INVALID_ARGUMENT: dateOfBirth is missing; ask the caller"));
            vapi.call(tool, """
                            {"startTime":"2030-12-10T09:30","appointmentId":"apt-1","dateOfBirth":"1981-01-01"}""")
                    .body("results[0].error", startsWith("IDENTITY_NOT_PROVEN: that is not the date of birth"))
                    .body("results[0].error", containsString("2 tries are left"))
                    .body("results[0].error", Matchers.not(containsString("apt-1")));
        }
        world.booking.register(post(urlPathEqualTo("/api/contacts/pat-1/verify"))
                .willReturn(World.json(429, "{\"code\":\"TOO_MANY_TRIES\",\"detail\":\"x\"}")));
        vapi.call("find_appointments", "{" + BORN + "}")
                .body("results[0].error", startsWith("IDENTITY_LOCKED: the date of birth was wrong too often"));

        world.booking.verifyThat(0, getRequestedFor(urlPathEqualTo("/api/appointments")));
        world.booking.verifyThat(0, postRequestedFor(urlPathEqualTo("/api/appointments/apt-1/cancel")));
    }

    @Test
    void aProvenCallerHearsWhatIsBooked() {
        world.dateOfBirthIs("1980-12-31");
        world.appointmentsStand();

        vapi.call("find_appointments", "{" + BORN + "}")
                .body(
                        "results[0].result",
                        startsWith("Appointments: Monday, December 2 at 12:00 PM (appointmentId apt-1"))
                .body("results[0].result", containsString("; Tuesday, December 3 at 12:00 PM (appointmentId apt-2"))
                .body("results[0].result", Matchers.not(containsString("apt-9")));

        world.booking.verifyThat(postRequestedFor(urlPathEqualTo("/api/contacts/resolve"))
                .withRequestBody(matchingJsonPath("$.phone", WireMock.equalTo(VapiCaller.CALLER))));
        vapi.call("find_appointments", "{" + BORN + ",\"phone\":\"+1 555 555 0199\"}")
                .statusCode(200);
        world.booking.verifyThat(postRequestedFor(urlPathEqualTo("/api/contacts/resolve"))
                .withRequestBody(matchingJsonPath("$.phone", WireMock.equalTo("+15555550199"))));
    }

    @Test
    void aProvenCallerMovesAnAppointmentIntoWhatWasOffered() {
        world.slotsAreHeld();
        world.dateOfBirthIs("1980-12-31");
        world.appointmentsStand();
        world.changingAnswers("apt-1", "reschedule", 200, World.appointment("apt-1", "BOOKED", "pat-1"));
        vapi.call("check_availability", "{}");

        vapi.call("reschedule_appointment", """
                        {"appointmentId":"apt-1","startTime":"2030-12-10T09:30","dateOfBirth":"1980-12-31"}""")
                .body("results[0].result", startsWith("Moved: Tuesday, December 10 at 9:30 AM (appointmentId apt-1"));

        world.booking.verifyThat(0, deleteRequestedFor(anyUrl()));
        world.booking.verifyThat(postRequestedFor(urlPathEqualTo("/api/appointments/apt-1/reschedule"))
                .withHeader("Idempotency-Key", matching(".+"))
                .withRequestBody(matchingJsonPath("$.callId", WireMock.equalTo(vapi.callId)))
                .withRequestBody(matchingJsonPath("$.doctorId", WireMock.equalTo("doctor-1")))
                .withRequestBody(matchingJsonPath("$.endTime", WireMock.equalTo("2030-12-10T10:00:00-08:00"))));
    }

    @Test
    void whichAppointmentIsMeantIsAsked() {
        world.dateOfBirthIs("1980-12-31");
        world.appointmentsStand();
        world.changingAnswers("apt-1", "cancel", 200, World.appointment("apt-1", "CANCELLED", "pat-1"));

        vapi.call("cancel_appointment", "{" + BORN + "}")
                .body("results[0].error", startsWith("WHICH_APPOINTMENT: ask the caller which one"))
                .body("results[0].error", containsString("apt-2"));
        vapi.call("cancel_appointment", "{" + BORN + ",\"appointmentId\":\"apt-1\"}")
                .body("results[0].result", startsWith("Cancelled: "));
        world.appointmentIsOf("apt-5", "pat-2");
        vapi.call("cancel_appointment", "{" + BORN + ",\"appointmentId\":\"apt-5\"}")
                .body("results[0].error", startsWith("UNKNOWN_APPOINTMENT"));
    }

    /** docs/vapi-tools.md is what assistants are set up from. */
    @Test
    @Requirement("R-WEB-03")
    void theToolsAreTheDocumentedOnes() throws Exception {
        var documented = Files.readAllLines(Path.of("../docs/vapi-tools.md")).stream()
                .filter(line -> line.startsWith("### `"))
                .map(line -> line.replaceAll("[#` ]", ""))
                .sorted()
                .toList();

        assertThat(documented).hasSize(6);
        vapi.call("order_pizza", "{}")
                .body("results[0].error", Matchers.endsWith("expected " + String.join(", ", documented)));
    }

    @Test
    void aPersonIsReachedWhereThereIsOne() {
        vapi.call("transfer_to_human", "{}")
                .body("results[0].result", startsWith("Transfer: "))
                .body("results[0].result", containsString("+15555550199"));
        vapi.call("transfer_to_human", "{\"emergency\":true}")
                .body("results[0].result", startsWith("Tell the caller at once to hang up and dial 911. Transfer"));
        VapiCaller.kin()
                .call("transfer_to_human", "{\"emergency\":\"true\"}")
                .body(
                        "results[0].error",
                        startsWith("NOBODY_TO_TRANSFER_TO: Tell the caller at once to hang up and dial 112."));
        vapi.call("order_pizza", "{}")
                .body(
                        "results[0].error",
                        startsWith("UNKNOWN_TOOL: there is no such tool; expected book_appointment, cancel"));
    }
}
