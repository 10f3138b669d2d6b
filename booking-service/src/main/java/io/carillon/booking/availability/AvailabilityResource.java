package io.carillon.booking.availability;

import io.carillon.booking.query.QueryParameters;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/availability}: what can be booked, soonest first. */
@Path("/api/availability")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.VIEWER)
@RunOnVirtualThread
public class AvailabilityResource {

    /** A quarter of a year; who looks further names a later {@code from}. */
    private static final int MAX_DAYS = 92;

    private static final int MAX_MINUTES = 24 * 60;
    private static final int MAX_SLOTS = 200;

    private final Availability availability;
    private final Caller caller;
    private final Clock clock;

    AvailabilityResource(Availability availability, Caller caller, Clock clock) {
        this.availability = availability;
        this.caller = caller;
        this.clock = clock;
    }

    /** The answer; times with the offset of the clinic's zone. */
    @RegisterForReflection
    public record Slots(String timeZone, List<Slot> slots) {}

    @RegisterForReflection
    public record Slot(String doctorId, String startTime, String endTime) {

        static Slot of(Offer offer, ZoneId zone) {
            return new Slot(
                    offer.doctorId(),
                    local(offer.slot().start(), zone),
                    local(offer.slot().end(), zone));
        }

        private static String local(Instant time, ZoneId zone) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
        }
    }

    /**
     * @param doctorId one doctor; or
     * @param clinic all of a clinic's, by code or {@code org_id}; a service that speaks for a clinic need name neither
     * @param from ISO 8601 with offset; now by default, and never before now
     * @param days 1 to 92, 7 by default
     * @param durationMinutes 1 to 1440, 30 by default
     * @param limit slots at most, 3 by default, 200 at most
     */
    @GET
    public Slots find(
            @QueryParam("doctorId") @Nullable String doctorId,
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("from") @Nullable String from,
            @QueryParam("days") @Nullable String days,
            @QueryParam("durationMinutes") @Nullable String durationMinutes,
            @QueryParam("limit") @Nullable String limit) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var begin = QueryParameters.time("from", from).filter(now::isBefore).orElse(now);
        var length = Duration.ofDays(QueryParameters.number("days", days, 7, 1, MAX_DAYS));
        var wish = new Availability.Wish(
                TimeRange.of(begin, length),
                Duration.ofMinutes(QueryParameters.number("durationMinutes", durationMinutes, 30, 1, MAX_MINUTES)),
                QueryParameters.limit(limit, 3, MAX_SLOTS));
        return answer(
                found(QueryParameters.text("doctorId", doctorId), QueryParameters.text("clinic", clinic), wish, now));
    }

    private Availability.Found found(
            @Nullable String doctorId, @Nullable String clinic, Availability.Wish wish, Instant now) {
        if (doctorId != null) {
            return availability.ofDoctor(doctorId, caller.clinic(), wish, now);
        }
        var spokenFor = caller.clinic().map(Object::toString).orElse(clinic);
        if (spokenFor == null) {
            throw QueryParameters.invalid("doctorId or clinic is missing; expected one of them.");
        }
        return availability.ofClinic(spokenFor, caller.clinic(), wish, now);
    }

    private static Slots answer(Availability.Found found) {
        return switch (found) {
            case Availability.Found.Offers(ZoneId zone, List<Offer> offers) ->
                new Slots(
                        zone.getId(),
                        offers.stream().map(offer -> Slot.of(offer, zone)).toList());
            case Availability.Found.UnknownDoctor() ->
                throw new ProblemException(404, "UNKNOWN_DOCTOR", "Unknown doctor", "unknown doctor.");
            case Availability.Found.UnknownClinic() ->
                throw new ProblemException(
                        404, "UNKNOWN_CLINIC", "Unknown clinic", "unknown clinic: see GET /api/clinics.");
            case Availability.Found.HoursMissing() ->
                throw new ProblemException(
                        422,
                        "SCHEDULE_MISSING",
                        "Schedule missing",
                        "The doctor has no working hours; enter them before times can be offered.");
            case Availability.Found.ZoneInvalid() ->
                throw new ProblemException(
                        422,
                        "TIMEZONE_INVALID",
                        "Time zone invalid",
                        "The clinic's time zone is not an IANA zone; correct the clinic before times can be offered.");
        };
    }
}
