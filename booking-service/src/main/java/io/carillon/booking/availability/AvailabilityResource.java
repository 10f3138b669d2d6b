package io.carillon.booking.availability;

import io.carillon.booking.appointment.Requesters;
import io.carillon.booking.schedule.AppointmentTypes;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WallClock;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
    private final ClinicScope scope;
    private final Requesters requesters;
    private final Caller caller;
    private final Clock clock;

    AvailabilityResource(
            Availability availability, ClinicScope scope, Requesters requesters, Caller caller, Clock clock) {
        this.availability = availability;
        this.scope = scope;
        this.requesters = requesters;
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
                    WallClock.text(offer.slot().start(), zone),
                    WallClock.text(offer.slot().end(), zone));
        }
    }

    /**
     * @param doctorId one doctor; or
     * @param clinic all of a clinic's, by code or {@code org_id}; a service that speaks for a clinic need name neither
     * @param specialty of a clinic's, only doctors with this one, whatever its case
     * @param from ISO 8601 with offset; now by default, and never before now
     * @param to the end, at most 92 days after {@code from}; or
     * @param days 1 to 92, 7 by default
     * @param durationMinutes 1 to 1440, 30 by default; or
     * @param type code of one of the clinic's appointment types, with its duration and its buffers
     * @param limit slots at most, 3 by default, 200 at most
     * @param deadline epoch milliseconds after which the caller no longer waits: 503
     */
    @GET
    public Slots find(
            @QueryParam("doctorId") @Nullable String doctorId,
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("specialty") @Nullable String specialty,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("days") @Nullable String days,
            @QueryParam("durationMinutes") @Nullable String durationMinutes,
            @QueryParam("type") @Nullable String type,
            @QueryParam("limit") @Nullable String limit,
            @HeaderParam(Requesters.DEADLINE) @Nullable String deadline) {
        var length = Duration.ofMinutes(QueryParameters.number("durationMinutes", durationMinutes, 30, 1, MAX_MINUTES));
        var wish = new Availability.Wish(
                within(from, to, days),
                length,
                type(type, durationMinutes),
                QueryParameters.limit(limit, 3, MAX_SLOTS),
                requesters.current(deadline).deadline());
        var doctor = QueryParameters.given("doctorId", doctorId);
        var only = QueryParameters.given("specialty", specialty);
        if (doctor.isPresent() && only.isPresent()) {
            throw QueryParameters.invalid("doctorId and specialty are both given; expected one of them.");
        }
        return answer(
                doctor.isPresent()
                        ? availability.ofDoctor(doctor.get(), scope.spokenForOr(clinic), wish)
                        : availability.ofClinic(named(clinic), only, wish));
    }

    private static Optional<String> type(@Nullable String code, @Nullable String durationMinutes) {
        var type = QueryParameters.given("type", code);
        if (type.isPresent() && durationMinutes != null && !durationMinutes.isEmpty()) {
            throw QueryParameters.invalid("type and durationMinutes are both given; expected one of them.");
        }
        return type;
    }

    private TimeRange within(@Nullable String from, @Nullable String to, @Nullable String days) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var asked = QueryParameters.time("from", from);
        var begin = asked.filter(now::isBefore).orElse(now);
        var end = QueryParameters.time("to", to);
        if (end.isEmpty()) {
            return TimeRange.of(begin, Duration.ofDays(QueryParameters.number("days", days, 7, 1, MAX_DAYS)));
        }
        if (days != null && !days.isEmpty()) {
            throw QueryParameters.invalid("to and days are both given; expected one of them.");
        }
        if (!end.get().isAfter(asked.orElse(now)) || end.get().isAfter(begin.plus(Duration.ofDays(MAX_DAYS)))) {
            throw QueryParameters.invalid(
                    "to is out of range; expected a time after from, by at most %d days.".formatted(MAX_DAYS));
        }
        if (!end.get().isAfter(begin)) {
            throw QueryParameters.invalid("to lies in the past; expected a time to come.");
        }
        return new TimeRange(begin, end.get());
    }

    private UUID named(@Nullable String clinic) {
        if (QueryParameters.given("clinic", clinic).isEmpty() && caller.clinic().isEmpty()) {
            throw QueryParameters.invalid("doctorId or clinic is missing; expected one of them.");
        }
        return scope.of(clinic);
    }

    private static Slots answer(Availability.Found found) {
        return switch (found) {
            case Availability.Found.Offers(ZoneId zone, List<Offer> offers) ->
                new Slots(
                        zone.getId(),
                        offers.stream().map(offer -> Slot.of(offer, zone)).toList());
            case Availability.Found.UnknownDoctor() -> throw ClinicScope.unknownDoctor();
            case Availability.Found.UnknownClinic() -> throw ClinicScope.unknownClinic();
            case Availability.Found.UnknownType() -> throw AppointmentTypes.unknown();
            case Availability.Found.TooLate() ->
                throw new ProblemException(
                                503,
                                "DEADLINE_PASSED",
                                "Deadline passed",
                                "The time for this question was over before it could be answered; ask again.")
                        .withHeader("Retry-After", "1");
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
