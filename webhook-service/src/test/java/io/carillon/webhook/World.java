package io.carillon.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.stack.client.TestStack;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.directory.Feature;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Everything around webhook-service in its tests. */
@Singleton
public class World {

    public static final String PUBLIC_BASE_URL = "http://127.0.0.1:8080";
    public static final String DEMO_NUMBER = "+15555555678";
    public static final String KIN_NUMBER = "+243820000001";
    public static final String DEMO_ASSISTANT = "asst-demo";
    public static final UUID DEMO = UUID.fromString("00000000-0000-4000-8000-000000000001");
    public static final UUID KIN = UUID.fromString("00000000-0000-4000-8000-000000000002");

    public final TestStack stack = TestStack.attach(StackResource.TENANT);
    public final WireMock booking;
    public final WireMock speech;
    public final WireMock vapi;
    public final WireMock openAi;

    private final EventPublisher publisher;
    private final EventFactory events;
    private final ClinicDirectory directory;
    private final CircuitBreakerMaintenance breakers;

    World(
            @ConfigProperty(name = StackResource.BOOKING) URI booking,
            @ConfigProperty(name = StackResource.SPEECH) URI speech,
            @ConfigProperty(name = StackResource.VAPI) URI vapi,
            @ConfigProperty(name = StackResource.OPENAI) URI openAi,
            EventPublisher publisher,
            EventFactory events,
            ClinicDirectory directory,
            CircuitBreakerMaintenance breakers) {
        this.booking = new WireMock(booking.getHost(), booking.getPort());
        this.speech = new WireMock(speech.getHost(), speech.getPort());
        this.vapi = new WireMock(vapi.getHost(), vapi.getPort());
        this.openAi = new WireMock(openAi.getHost(), openAi.getPort());
        this.publisher = publisher;
        this.events = events;
        this.directory = directory;
        this.breakers = breakers;
    }

    /** Both clinics known, nothing scripted: everybody answers 503, and no breaker remembers another test. */
    public void reset() {
        breakers.resetAll();
        for (var server : List.of(booking, speech, vapi, openAi)) {
            server.resetMappings();
            server.resetRequests();
            server.register(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(503)));
        }
        if (directory.knownNumber(KIN_NUMBER).isEmpty()) {
            describe(ClinicDescribed.open(
                    DEMO,
                    "DEMO",
                    "Demo <Healthcare> & Clinic",
                    "America/Los_Angeles",
                    "en",
                    "911",
                    "+15555550199",
                    List.of(DEMO_NUMBER),
                    List.of(DEMO_ASSISTANT),
                    null));
            describe(ClinicDescribed.open(
                    KIN,
                    "KIN",
                    "Clinique Kin",
                    "Africa/Kinshasa",
                    "fr",
                    "112",
                    null,
                    List.of(KIN_NUMBER),
                    List.of(),
                    null));
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> directory.knownNumber(DEMO_NUMBER).isPresent()
                            && directory.knownNumber(KIN_NUMBER).isPresent());
        }
    }

    /** No caller has booking-service asked anything since {@link #reset}; text messages that wait may have. */
    public void nothingIsAskedOnTheLine() {
        booking.verifyThat(0, anyRequestedFor(anyUrl()).withHeader(Deadline.HEADER, matching(".+")));
    }

    /** The clinic is without {@code features}, the platform in {@code mode}, as far as calls know. */
    public void switched(String number, List<String> features, String mode) {
        describe(number, features, mode, List.of());
        var open = !features.contains("booking") && mode.equals(ClinicDescribed.NORMAL);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> directory.ofNumber(number).takesBookings() == open
                        && directory.ofNumber(number).answersCalls() != features.contains("voice"));
    }

    /** Whether what is said on the clinic's calls is kept. */
    public void transcribes(String number, boolean on) {
        has(number, Feature.TRANSCRIPTION, "transcription", on);
    }

    /** Whether a language model is asked what the clinic's callers mean. */
    public void asksAModel(String number, boolean on) {
        has(number, Feature.LANGUAGE_MODEL, "language-model", on);
    }

    private void has(String number, Feature feature, String word, boolean on) {
        describe(number, List.of(), ClinicDescribed.NORMAL, on ? List.of(word) : List.of());
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> directory.ofNumber(number).has(feature) == on);
    }

    /** The clinic's assistant takes its calls, but for what is switched; the phone menu where {@code receptionist} is null. */
    public void answeredBy(String number, @Nullable Receptionist receptionist, List<String> without, String mode) {
        describe(described(number, without, mode, List.of()).answeredBy(receptionist));
        await().atMost(30, TimeUnit.SECONDS).until(() -> {
            var clinic = directory.ofNumber(number);
            return Objects.equals(clinic.receptionist(), receptionist)
                    && clinic.takesBookings() == (!without.contains("booking") && mode.equals(ClinicDescribed.NORMAL))
                    && clinic.answersCalls() != without.contains("voice")
                    && clinic.has(Feature.RECEPTIONIST) != without.contains("receptionist");
        });
    }

    private void describe(String number, List<String> without, String mode, List<String> besides) {
        describe(described(number, without, mode, besides));
    }

    private static ClinicDescribed described(String number, List<String> without, String mode, List<String> besides) {
        var demo = number.equals(DEMO_NUMBER);
        return new ClinicDescribed(
                demo ? DEMO : KIN,
                demo ? "DEMO" : "KIN",
                demo ? "Demo <Healthcare> & Clinic" : "Clinique Kin",
                demo ? "America/Los_Angeles" : "Africa/Kinshasa",
                demo ? "en" : "fr",
                demo ? "911" : "112",
                demo ? "+15555550199" : null,
                List.of(number),
                demo ? List.of(DEMO_ASSISTANT) : List.of(),
                null,
                without,
                mode,
                besides,
                null);
    }

    private void describe(ClinicDescribed clinic) {
        publisher
                .publish(events.event(clinic.orgId(), clinic))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Three slots on Tuesday, 10 December 2030, from 09:30 in Los Angeles. */
    public void slotsAreFree() {
        booking.register(available("""
                {"timeZone":"America/Los_Angeles","slots":[
                {"doctorId":"doctor-1","startTime":"2030-12-10T09:30:00-08:00","endTime":"2030-12-10T10:00:00-08:00"},
                {"doctorId":"doctor-2","startTime":"2030-12-10T10:00:00-08:00","endTime":"2030-12-10T10:30:00-08:00"},
                {"doctorId":"doctor-1","startTime":"2030-12-10T10:30:00-08:00","endTime":"2030-12-10T11:00:00-08:00"}]}
                """));
    }

    /** And held, all three of them, as {@code hold-1} to {@code hold-3}. */
    public void slotsAreHeld() {
        slotsAreFree();
        booking.register(post(urlPathEqualTo("/api/holds")).willReturn(json(201, """
                {"slots":[
                {"id":"hold-1","status":"HELD","doctorId":"doctor-1","startTime":"2030-12-10T09:30:00-08:00",
                 "endTime":"2030-12-10T10:00:00-08:00","timeZone":"America/Los_Angeles","expiresAt":"2030-12-10T17:30:00Z"},
                {"id":"hold-2","status":"HELD","doctorId":"doctor-2","startTime":"2030-12-10T10:00:00-08:00",
                 "endTime":"2030-12-10T10:30:00-08:00","timeZone":"America/Los_Angeles","expiresAt":"2030-12-10T17:30:00Z"},
                {"id":"hold-3","status":"HELD","doctorId":"doctor-1","startTime":"2030-12-10T10:30:00-08:00",
                 "endTime":"2030-12-10T11:00:00-08:00","timeZone":"America/Los_Angeles","expiresAt":"2030-12-10T17:30:00Z"}]}
                """)));
        booking.register(
                delete(urlPathMatching("/api/holds/.+")).willReturn(aResponse().withStatus(204)));
    }

    /** What is found from now on: 11:00 and 11:30 of the same day, as {@code hold-4} and {@code hold-5}. */
    public void otherSlotsAreHeld() {
        booking.register(available("""
                {"timeZone":"America/Los_Angeles","slots":[
                {"doctorId":"doctor-1","startTime":"2030-12-10T11:00:00-08:00","endTime":"2030-12-10T11:30:00-08:00"},
                {"doctorId":"doctor-1","startTime":"2030-12-10T11:30:00-08:00","endTime":"2030-12-10T12:00:00-08:00"}]}
                """));
        booking.register(post(urlPathEqualTo("/api/holds")).willReturn(json(201, """
                {"slots":[
                {"id":"hold-4","status":"HELD","doctorId":"doctor-1","startTime":"2030-12-10T11:00:00-08:00",
                 "endTime":"2030-12-10T11:30:00-08:00","timeZone":"America/Los_Angeles","expiresAt":"2030-12-10T17:30:00Z"},
                {"id":"hold-5","status":"HELD","doctorId":"doctor-1","startTime":"2030-12-10T11:30:00-08:00",
                 "endTime":"2030-12-10T12:00:00-08:00","timeZone":"America/Los_Angeles","expiresAt":"2030-12-10T17:30:00Z"}]}
                """)));
    }

    public void noSlotIsFree() {
        booking.register(available("{\"timeZone\":\"America/Los_Angeles\",\"slots\":[]}"));
    }

    public void callersAreKnown() {
        booking.register(post(urlPathEqualTo("/api/contacts/resolve"))
                .willReturn(json(200, "{\"patientId\":\"pat-1\",\"known\":true}")));
    }

    public void bookingAnswers(int status, String body) {
        booking.register(post(urlPathEqualTo("/api/appointments")).willReturn(json(status, body)));
    }

    public void confirmingAnswers(int status, String body) {
        booking.register(post(urlPathMatching("/api/holds/.+/confirm")).willReturn(json(status, body)));
    }

    /** What {@code pat-1} has to say to be believed; anything else is wrong. */
    public void dateOfBirthIs(String date) {
        callersAreKnown();
        booking.register(post(urlPathEqualTo("/api/contacts/pat-1/verify"))
                .atPriority(6)
                .willReturn(json(200, "{\"verified\":false,\"triesLeft\":2}")));
        booking.register(post(urlPathEqualTo("/api/contacts/pat-1/verify"))
                .withRequestBody(matchingJsonPath("$.dateOfBirth", equalTo(date)))
                .willReturn(json(200, "{\"verified\":true}")));
    }

    /** What {@code pat-1} has: one on 2 December 2030 at noon in Los Angeles, one a day later, one that is cancelled. */
    public void appointmentsStand() {
        booking.register(get(urlPathEqualTo("/api/appointments")).willReturn(json(200, """
                {"appointments":[
                {"id":"apt-1","status":"BOOKED","patientId":"pat-1","doctorId":"doctor-1","timeZone":"America/Los_Angeles",
                 "startTime":"2030-12-02T12:00:00-08:00","endTime":"2030-12-02T12:30:00-08:00","calendarSync":"none"},
                {"id":"apt-9","status":"CANCELLED","patientId":"pat-1","doctorId":"doctor-1","timeZone":"America/Los_Angeles",
                 "startTime":"2030-12-02T15:00:00-08:00","endTime":"2030-12-02T15:30:00-08:00","calendarSync":"none"},
                {"id":"apt-2","status":"CONFIRMED","patientId":"pat-1","doctorId":"doctor-2","timeZone":"America/Los_Angeles",
                 "startTime":"2030-12-03T12:00:00-08:00","endTime":"2030-12-03T12:30:00-08:00","calendarSync":"none"}]}
                """)));
        appointmentIsOf("apt-1", "pat-1");
        appointmentIsOf("apt-2", "pat-1");
    }

    public void onlyOneAppointmentStands() {
        booking.register(get(urlPathEqualTo("/api/appointments")).willReturn(json(200, """
                {"appointments":[
                {"id":"apt-1","status":"BOOKED","patientId":"pat-1","doctorId":"doctor-1","timeZone":"America/Los_Angeles",
                 "startTime":"2030-12-02T12:00:00-08:00","endTime":"2030-12-02T12:30:00-08:00","calendarSync":"none"}]}
                """)));
    }

    public void noAppointmentStands() {
        booking.register(get(urlPathEqualTo("/api/appointments")).willReturn(json(200, "{\"appointments\":[]}")));
    }

    public void appointmentIsOf(String id, String patientId) {
        booking.register(get(urlPathEqualTo("/api/appointments/" + id))
                .willReturn(json(200, appointment(id, "BOOKED", patientId))));
    }

    /** @param change {@code reschedule} or {@code cancel} */
    public void changingAnswers(String id, String change, int status, String body) {
        booking.register(
                post(urlPathEqualTo("/api/appointments/" + id + "/" + change)).willReturn(json(status, body)));
    }

    /** On 10 December 2030 at 9:30 in Los Angeles, as {@code hold-1} is. */
    public static String appointment(String id, String status, String patientId) {
        return """
                {"id":"%s","status":"%s","patientId":"%s","doctorId":"doctor-1","timeZone":"America/Los_Angeles",
                 "startTime":"2030-12-10T09:30:00-08:00","endTime":"2030-12-10T10:00:00-08:00","calendarSync":"none"}
                """.formatted(id, status, patientId);
    }

    public void bookingIsCutOff() {
        booking.register(any(anyUrl()).atPriority(1).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    }

    private static MappingBuilder available(String body) {
        return get(urlPathEqualTo("/api/availability")).willReturn(json(200, body));
    }

    public static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", status < 400 ? "application/json" : "application/problem+json")
                .withBody(body);
    }
}
