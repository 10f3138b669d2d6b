package io.carillon.webhook.vapi;

import io.carillon.webhook.call.Booked;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.call.FrontDesk;
import io.carillon.webhook.call.Offers;
import io.carillon.webhook.call.Person;
import io.carillon.webhook.call.RequestKey;
import io.carillon.webhook.call.Search;
import io.carillon.webhook.call.Slot;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.prompt.Prompts;
import io.carillon.webhook.vapi.ToolArguments.InvalidArgumentException;
import io.carillon.webhook.vapi.VapiMessage.ToolCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tools an assistant can call, each answered with one line that the assistant can read to the caller. */
@ApplicationScoped
class Tools {

    private static final int SLOTS = 3;
    private static final int DAYS = 14;
    private static final int MAX_DAYS = 60;

    private final FrontDesk desk;
    private final Clock clock;
    private final Prompts prompts = Prompts.load();

    Tools(FrontDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    /** What a tool has to say. */
    sealed interface Result {
        record Done(String text) implements Result {}

        record Failed(String text) implements Result {}
    }

    /** On which call what is booked, and under which name, so that a repeat of the tool call books nothing more. */
    private record Occasion(String callId, RequestKey key) {}

    /** Never throws for what a model or a service did wrong. Blocks: call it on a virtual thread. */
    Result call(ToolCall call, String callId, Clinic clinic, @Nullable String caller, Deadline deadline) {
        var arguments = new ToolArguments(call.arguments(), clinic.zone());
        try {
            return switch (call.name()) {
                case "check_availability" -> checkAvailability(arguments, clinic, deadline);
                case "book_appointment" ->
                    bookAppointment(
                            arguments,
                            clinic,
                            caller,
                            new Occasion(callId, RequestKey.of(callId, call.id())),
                            deadline);
                default ->
                    failed("UNKNOWN_TOOL", "there is no such tool; expected check_availability or book_appointment");
            };
        } catch (InvalidArgumentException e) {
            return failed("INVALID_ARGUMENT", String.valueOf(e.getMessage()));
        }
    }

    private Result checkAvailability(ToolArguments arguments, Clinic clinic, Deadline deadline) {
        var from = arguments
                .time("from")
                .or(() -> arguments.time("startTime"))
                .or(() -> arguments.time("date"))
                .filter(time -> time.toInstant().isAfter(clock.instant()));
        var search = new Search(
                arguments.text("doctorId"),
                from.orElse(null),
                arguments.number("days", DAYS, MAX_DAYS),
                arguments.duration(),
                SLOTS);
        return switch (desk.find(clinic, search, deadline)) {
            case Offers.Free(List<Slot> slots) -> new Result.Done("Free: " + list(clinic, slots));
            case Offers.None none -> new Result.Done("There is no free time in the days asked for.");
            case Offers.Refused(String code, String detail) -> failed(code, detail);
            case Offers.Closed closed -> closed();
            case Offers.Unavailable unavailable -> unavailable();
        };
    }

    private Result bookAppointment(
            ToolArguments arguments, Clinic clinic, @Nullable String caller, Occasion occasion, Deadline deadline) {
        var start = arguments.requiredTime("startTime");
        var duration = arguments.duration(start);
        var person = new Person(arguments.text("patientId"), caller);
        var doctor = arguments.text("doctorId");
        if (doctor != null) {
            var slot = new Slot(doctor, start.toInstant(), start.toInstant().plus(duration));
            return book(clinic, slot, person, occasion, deadline);
        }
        return switch (desk.find(clinic, new Search(null, start, DAYS, duration, SLOTS), deadline)) {
            case Offers.Free(List<Slot> slots) -> bookFirstAt(start, slots, clinic, person, occasion, deadline);
            case Offers.None none -> failed("NO_SLOT", "there is no free time from then on");
            case Offers.Refused(String code, String detail) -> failed(code, detail);
            case Offers.Closed closed -> closed();
            case Offers.Unavailable unavailable -> unavailable();
        };
    }

    /** With any doctor who is free at exactly that time. */
    private Result bookFirstAt(
            OffsetDateTime start,
            List<Slot> slots,
            Clinic clinic,
            Person person,
            Occasion occasion,
            Deadline deadline) {
        return slots.stream()
                .filter(slot -> slot.start().equals(start.toInstant()))
                .min(Comparator.comparing(Slot::doctorId))
                .map(slot -> book(clinic, slot, person, occasion, deadline))
                .orElseGet(() -> failed("SLOT_OVERLAP", "nobody is free then. Free: " + list(clinic, slots)));
    }

    private Result book(Clinic clinic, Slot slot, Person person, Occasion occasion, Deadline deadline) {
        return switch (desk.book(clinic, slot, person, occasion.callId(), occasion.key(), deadline)) {
            case Booked.Confirmed(String id, Slot booked) ->
                new Result.Done("Confirmed: %s, appointmentId %s".formatted(describe(clinic, booked), id));
            case Booked.Taken(String detail) -> failed("SLOT_OVERLAP", detail);
            case Booked.CallerUnknown unknown ->
                failed("CALLER_UNKNOWN", "the caller's number is withheld; a patientId is needed");
            case Booked.Refused(String code, String detail) -> failed(code, detail);
            case Booked.Closed closed -> closed();
            case Booked.Unavailable unavailable -> unavailable();
            case Booked.Unsure unsure ->
                failed(
                        "UNSURE",
                        "the calendar did not answer; it may be booked, so say neither that it is nor that it is not");
        };
    }

    private String list(Clinic clinic, List<Slot> slots) {
        return slots.stream().map(slot -> describe(clinic, slot)).collect(Collectors.joining("; "));
    }

    private String describe(Clinic clinic, Slot slot) {
        var start = slot.start().atZone(clinic.zone());
        return "%s (startTime %s, durationMinutes %d, doctorId %s)"
                .formatted(
                        prompts.spoken(clinic.language(), start),
                        start.toOffsetDateTime(),
                        Duration.between(slot.start(), slot.end()).toMinutes(),
                        slot.doctorId());
    }

    private static Result closed() {
        return failed("BOOKING_CLOSED", "the clinic takes no bookings at the moment; the caller may call again later");
    }

    private static Result unavailable() {
        return failed("UNAVAILABLE", "the calendar cannot be reached; nothing was booked");
    }

    private static Result failed(String code, String detail) {
        return new Result.Failed(code + ": " + detail);
    }
}
