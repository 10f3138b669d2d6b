package io.carillon.webhook.sms;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.BookingEvent.AppointmentMoved;
import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.kit.database.Times;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.World;
import io.carillon.webhook.directory.ClinicDirectory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A clinic that sends text messages, its patients, and Twilio. */
@Singleton
class SmsScene {

    static final UUID CLINIC = UUID.fromString("00000000-0000-4000-8000-0000000000a1");
    static final String NUMBER = "+15555557001";
    static final String ZONE = "America/Los_Angeles";

    /** Tuesday, half past nine in Los Angeles. */
    static final Instant START = Instant.parse("2030-12-10T17:30:00Z");

    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final AtomicInteger PHONES =
            new AtomicInteger((int) (ProcessHandle.current().pid() % 1_000) * 1_000);

    final World world;
    private final Transactions transactions;
    private final EventPublisher publisher;
    private final EventFactory events;
    private final ClinicDirectory directory;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SmsScene(
            World world,
            Transactions transactions,
            EventPublisher publisher,
            EventFactory events,
            ClinicDirectory directory) {
        this.world = world;
        this.transactions = transactions;
        this.publisher = publisher;
        this.events = events;
        this.directory = directory;
    }

    /** @param id what the table says; the rest as {@link State} and so on, in words */
    record Row(
            UUID id,
            String state,
            @Nullable String why,
            int code,
            int attempts,
            int resends,
            @Nullable String sid,
            @Nullable String last4,
            @Nullable Instant due,
            String patientId) {}

    /** Somebody with a telephone and an appointment. */
    record Booking(String appointmentId, String patientId, String phone) {}

    /** Both sides well, nothing waiting from the tests before. */
    void reset() {
        world.reset();
        world.stack.fault("twilio", "ok", 0);
        world.stack.clearRequests();
        twilio("{\"reset\":true}");
        transactions.acrossClinics(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("update sms_outbox set state = 'suppressed', due_at = null where due_at is not null");
                statement.execute("update sms_accounts set paused_until = null, pauses = 0, alarmed_at = null");
            }
            return true;
        });
        without(ZONE);
    }

    /** The clinic in {@code zone}, without {@code features}, as the directory has it from now on. */
    void without(String zone, String... features) {
        publish(new ClinicDescribed(
                CLINIC,
                "TXT",
                "Text Clinic",
                zone,
                "en",
                "911",
                null,
                List.of(NUMBER),
                List.of(),
                null,
                List.of(features),
                ClinicDescribed.NORMAL,
                List.of(),
                null));
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> directory
                        .ofId(CLINIC)
                        .filter(clinic -> Arrays.stream(Channel.values())
                                        .allMatch(channel -> channel.openTo(clinic)
                                                != Set.of(features).contains(channel.word()))
                                && clinic.zone().getId().equals(zone))
                        .isPresent());
    }

    static String phone() {
        return "+1556%07d".formatted(PHONES.incrementAndGet());
    }

    /** A patient whom booking-service knows, with an appointment that stands there. */
    Booking appointment(String phone) {
        var booking = new Booking(UUID.randomUUID().toString(), "pat-" + UUID.randomUUID(), phone);
        contact(booking, "{\"id\":\"%s\",\"phone\":\"%s\",\"language\":null}".formatted(booking.patientId(), phone));
        stands(booking, "BOOKED", START);
        return booking;
    }

    void contact(Booking booking, String body) {
        contact(booking, body, Duration.ZERO);
    }

    /** The patient of {@link #appointment}, found slowly. */
    void isAnsweredAfter(Booking booking, Duration delay) {
        contact(booking, "{\"phone\":\"%s\"}".formatted(booking.phone()), delay);
    }

    private void contact(Booking booking, String body, Duration delay) {
        world.booking.register(get(urlPathEqualTo("/api/contacts/" + booking.patientId()))
                .willReturn(aResponse()
                        .withFixedDelay((int) delay.toMillis())
                        .withHeader("Content-Type", "application/json")
                        .withBody(body)));
    }

    void nobody(Booking booking) {
        world.booking.register(get(urlPathEqualTo("/api/contacts/" + booking.patientId()))
                .willReturn(aResponse().withStatus(404)));
    }

    void stands(Booking booking, String status, Instant start) {
        world.booking.register(get(urlPathEqualTo("/api/appointments/" + booking.appointmentId()))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("""
                        {"id":"%s","status":"%s","patientId":"%s","startTime":"%s"}
                        """.formatted(booking.appointmentId(), status, booking.patientId(), start))));
    }

    CloudEvent<AppointmentBooked> booked(Booking booking, @Nullable String callId) {
        return events.event(
                CLINIC,
                new AppointmentBooked(
                        booking.appointmentId(),
                        "doctor-sms",
                        booking.patientId(),
                        START,
                        START.plusSeconds(1800),
                        callId));
    }

    AppointmentMoved moved(Booking booking, Instant to) {
        return new AppointmentMoved(
                booking.appointmentId(),
                "doctor-sms",
                booking.patientId(),
                to,
                to.plusSeconds(1800),
                "doctor-sms",
                START,
                START.plusSeconds(1800));
    }

    AppointmentCancelled cancelled(Booking booking) {
        return new AppointmentCancelled(
                booking.appointmentId(), "doctor-sms", booking.patientId(), START, START.plusSeconds(1800));
    }

    /** Booked on the line, as booking-service tells it. */
    Booking bookedOnTheLine(String phone) {
        var booking = appointment(phone);
        publish(booked(booking, "CA-" + booking.appointmentId()));
        return booking;
    }

    void publish(Event data) {
        publish(events.event(CLINIC, data));
    }

    void publish(CloudEvent<? extends Event> event) {
        publisher
                .publish(event)
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    Optional<Row> row(Booking booking, MessageKind kind) {
        return transactions.acrossClinics(connection -> {
            try (var select = connection.prepareStatement("""
                    select id, state, why, error_code, attempts, resends, sid, recipient_last4, due_at, patient_id
                    from sms_outbox where appointment_id = ? and kind = ? order by created_at desc limit 1
                    """)) {
                select.setString(1, booking.appointmentId());
                select.setString(2, kind.word());
                try (var row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Row(
                                    row.getObject(1, UUID.class),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getInt(4),
                                    row.getInt(5),
                                    row.getInt(6),
                                    row.getString(7),
                                    row.getString(8),
                                    Times.instantOrNull(row, "due_at"),
                                    row.getString(10)))
                            : Optional.<Row>empty();
                }
            }
        });
    }

    Row await(Booking booking, MessageKind kind, Predicate<Row> reached) {
        return Awaitility.await(kind + " of " + booking)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> row(booking, kind), row -> row.filter(reached).isPresent())
                .orElseThrow();
    }

    Row awaitState(Booking booking, State state) {
        return await(booking, MessageKind.CONFIRMATION, row -> row.state().equals(state.word()));
    }

    /** What Twilio keeps of messages to {@code phone}, oldest first. */
    List<JsonNode> messagesTo(String phone) {
        var messages = new ArrayList<JsonNode>();
        try {
            json.readTree(send("GET", "/__messages", "")).forEach(message -> {
                if (message.path("to").asText().endsWith(phone)) {
                    messages.add(message);
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return messages;
    }

    /** How often Twilio was asked, as its journal has it, to send something to {@code phone}. */
    long asked(String phone) {
        return world.stack.requests("twilio").stream()
                .filter(body -> body.contains("To=%2B" + phone.substring(1)))
                .count();
    }

    void twilio(String settings) {
        send("POST", "/__settings", settings);
    }

    /** Twilio's own record of a message ends this way. */
    void ends(String sid, String status) {
        send("POST", "/__messages/" + sid, "{\"status\":\"%s\"}".formatted(status));
    }

    /** Twilio tells what became of a message, signed. */
    int told(URI service, UUID message, String sid, String status, int code) {
        var fields = new java.util.LinkedHashMap<String, String>();
        fields.put("CallSid", "");
        fields.put("MessageSid", sid);
        fields.put("MessageStatus", status);
        if (code != 0) {
            fields.put("ErrorCode", Integer.toString(code));
        }
        return signed(service, StatusTarget.of(message), NUMBER, fields).status();
    }

    TwilioCaller.Heard written(URI service, String path, String from, String body, Map<String, String> more) {
        var fields = new java.util.LinkedHashMap<>(Map.of("From", from, "Body", body));
        fields.putAll(more);
        var to = from.startsWith("whatsapp:") ? "whatsapp:" + NUMBER : NUMBER;
        return signed(service, path, to, fields);
    }

    private static TwilioCaller.Heard signed(URI service, String target, String to, Map<String, String> fields) {
        var caller = new TwilioCaller(service);
        var all = new ArrayList<>(caller.fields(to, fields));
        all.removeIf(field -> field.name().equals("CallSid") || field.name().equals("CallStatus"));
        all.add(new io.carillon.events.CallEvent.Parameter(
                "SmsMessageSid", "SM" + UUID.randomUUID().toString().replace("-", "")));
        if (!fields.containsKey("MessageSid")) {
            all.add(new io.carillon.events.CallEvent.Parameter(
                    "MessageSid", "SM" + UUID.randomUUID().toString().replace("-", "")));
        }
        return caller.signed(target, all, Map.of());
    }

    private String send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(world.stack.standInUrl("twilio") + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
