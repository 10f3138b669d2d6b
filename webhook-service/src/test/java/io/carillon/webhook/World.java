package io.carillon.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.stack.client.TestStack;
import io.carillon.webhook.directory.ClinicDirectory;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

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

    private final EventPublisher publisher;
    private final EventFactory events;
    private final ClinicDirectory directory;

    World(
            @ConfigProperty(name = StackResource.BOOKING) URI booking,
            @ConfigProperty(name = StackResource.SPEECH) URI speech,
            EventPublisher publisher,
            EventFactory events,
            ClinicDirectory directory) {
        this.booking = new WireMock(booking.getHost(), booking.getPort());
        this.speech = new WireMock(speech.getHost(), speech.getPort());
        this.publisher = publisher;
        this.events = events;
        this.directory = directory;
    }

    /** Both clinics known, nothing scripted: booking and speech answer 503. */
    public void reset() {
        for (var server : List.of(booking, speech)) {
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

    /** The clinic is without {@code features}, the platform in {@code mode}, as far as calls know. */
    public void switched(String number, List<String> features, String mode) {
        describe(number, features, mode, List.of());
        var open = features.isEmpty() && mode.equals(ClinicDescribed.NORMAL);
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> directory.ofNumber(number).takesBookings() == open);
    }

    /** Whether what is said on the clinic's calls is kept. */
    public void transcribes(String number, boolean on) {
        describe(number, List.of(), ClinicDescribed.NORMAL, on ? List.of("transcription") : List.of());
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> directory.ofNumber(number).transcribes() == on);
    }

    private void describe(String number, List<String> without, String mode, List<String> besides) {
        var demo = number.equals(DEMO_NUMBER);
        describe(new ClinicDescribed(
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
                besides));
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

    public void bookingIsCutOff() {
        booking.register(any(anyUrl()).atPriority(1).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
    }

    private static MappingBuilder available(String body) {
        return get(urlPathEqualTo("/api/availability")).willReturn(json(200, body));
    }

    private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", status < 400 ? "application/json" : "application/problem+json")
                .withBody(body);
    }
}
