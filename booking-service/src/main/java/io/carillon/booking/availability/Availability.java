package io.carillon.booking.availability;

import io.carillon.booking.clinic.Clinic;
import io.carillon.booking.clinic.ClinicRepository;
import io.carillon.booking.schedule.AppointmentType;
import io.carillon.booking.schedule.AppointmentTypes;
import io.carillon.booking.schedule.Buffers;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.DoctorSchedule.Timing;
import io.carillon.booking.schedule.Roster;
import io.carillon.booking.schedule.ScheduleRepository;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WeeklySchedule;
import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up who works when and what is claimed, and leaves the choice to {@link FreeSlots} and {@link Offer}. */
@ApplicationScoped
class Availability {

    /**
     * How much of a clinic's time is looked at in one go: most callers are offered something of the first week, and nobody
     * need wait until all claims of all doctors of a quarter were read.
     */
    private static final Duration STRETCH = Duration.ofDays(7);

    private static final Duration MOMENT = Duration.ofNanos(1_000);

    private final Transactions transactions;
    private final ClinicRepository clinics;
    private final Roster roster;
    private final ScheduleRepository schedules;
    private final AppointmentTypes types;
    private final ClaimedTimes claims;
    private final Clock clock;

    Availability(
            Transactions transactions,
            ClinicRepository clinics,
            Roster roster,
            ScheduleRepository schedules,
            AppointmentTypes types,
            ClaimedTimes claims,
            Clock clock) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.roster = roster;
        this.schedules = schedules;
        this.types = types;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param within slots lie wholly inside
     * @param length of a slot; a type's own replaces it
     * @param type code of the clinic's appointment type, which says how long it takes and what must be free around it
     * @param limit slots at most
     * @param deadline when the caller stops waiting
     */
    record Wish(TimeRange within, Duration length, Optional<String> type, int limit, Optional<Instant> deadline) {

        boolean over(Instant now) {
            return deadline.map(now::isAfter).orElse(false);
        }
    }

    /** What there is. */
    sealed interface Found {

        record Offers(ZoneId zone, List<Offer> offers) implements Found {}

        record UnknownDoctor() implements Found {}

        record UnknownClinic() implements Found {}

        record UnknownType() implements Found {}

        record HoursMissing() implements Found {}

        record ZoneInvalid() implements Found {}

        /** Whoever asked has stopped waiting. */
        record TooLate() implements Found {}
    }

    /** A wish of an appointment type that is known; null for none. */
    private record Search(Wish wish, @Nullable AppointmentType type) {

        Duration length() {
            return type == null ? wish.length() : type.duration();
        }

        Buffers buffers(DoctorSchedule doctor) {
            return type == null ? doctor.buffers() : type.buffers(doctor.buffers());
        }
    }

    /**
     * The hours come from memory and are checked against the version that the same exchange reads; what memory would refuse
     * is read again.
     *
     * @param onlyClinic the clinic that the caller speaks for: another clinic's doctor is unknown to it
     */
    Found ofDoctor(String doctorId, Optional<UUID> onlyClinic, Wish wish) {
        var doctor = roster.find(doctorId)
                .filter(known -> known.timing() instanceof Timing.Weekly
                        && wish.type().map(type -> known.type(type).isPresent()).orElse(true))
                .or(() -> roster.fresh(doctorId))
                .filter(known -> onlyClinic.map(known.clinic()::equals).orElse(true));
        if (doctor.isEmpty()) {
            return new Found.UnknownDoctor();
        }
        var found = ofKnown(doctor.get(), wish);
        return found.isPresent()
                ? found.get()
                : roster.fresh(doctorId).flatMap(fresh -> ofKnown(fresh, wish)).orElseGet(Found.UnknownDoctor::new);
    }

    /** @return empty when the doctor is not the one of {@code doctor}'s version any more */
    private Optional<Found> ofKnown(DoctorSchedule doctor, Wish wish) {
        return switch (doctor.timing()) {
            case Timing.Weekly(WeeklySchedule schedule) -> {
                var now = clock.instant();
                if (wish.over(now)) {
                    yield Optional.of(new Found.TooLate());
                }
                var type = wish.type().flatMap(doctor::type);
                if (type.isEmpty() && wish.type().isPresent()) {
                    yield Optional.of(new Found.UnknownType());
                }
                var search = new Search(wish, type.orElse(null));
                var id = doctor.doctorId();
                var around = search.buffers(doctor).around(wish.within());
                var claimed = transactions
                        .atOnce(connection -> claims.atOnce(connection, doctor.clinic(), Set.of(id), around, now))
                        .get(id);
                yield Optional.ofNullable(claimed)
                        .filter(current -> current.version() == doctor.version())
                        .map(current -> new Found.Offers(
                                schedule.zone(),
                                free(doctor, schedule, current, wish.within(), search).stream()
                                        .map(slot -> new Offer(id, slot))
                                        .toList()));
            }
            case Timing.HoursMissing(ZoneId _) -> Optional.of(new Found.HoursMissing());
            case Timing.ZoneInvalid(String _) -> Optional.of(new Found.ZoneInvalid());
        };
    }

    /**
     * Doctors without hours are passed over: the others can still be offered.
     *
     * @param specialty whatever its case; empty for every doctor
     */
    Found ofClinic(UUID orgId, Optional<String> specialty, Wish wish) {
        return transactions.inClinic(orgId, connection -> {
            var clinic = clinics.find(connection, orgId.toString());
            if (clinic.isEmpty()) {
                return new Found.UnknownClinic();
            }
            var zone = clinic.map(Clinic::zone).flatMap(schedules::zoneOf);
            if (zone.isEmpty()) {
                return new Found.ZoneInvalid();
            }
            var type = wish.type().isPresent()
                    ? types.find(connection, orgId, wish.type().get())
                    : Optional.<AppointmentType>empty();
            if (type.isEmpty() && wish.type().isPresent()) {
                return new Found.UnknownType();
            }
            var working = new LinkedHashMap<DoctorSchedule, WeeklySchedule>();
            for (var doctor : schedules.ofClinic(connection, orgId)) {
                if (doctor.timing() instanceof Timing.Weekly(WeeklySchedule schedule)
                        && specialty
                                .map(wanted -> wanted.equalsIgnoreCase(doctor.specialty()))
                                .orElse(true)) {
                    working.put(doctor, schedule);
                }
            }
            return offers(connection, zone.get(), working, new Search(wish, type.orElse(null)));
        });
    }

    private Found offers(Connection connection, ZoneId zone, Map<DoctorSchedule, WeeklySchedule> working, Search search)
            throws SQLException {
        var wish = search.wish();
        var offers = new ArrayList<Offer>();
        var end = wish.within().end();
        for (var from = wish.within().start(); from.isBefore(end) && offers.size() < wish.limit(); ) {
            var now = clock.instant();
            if (wish.over(now)) {
                return new Found.TooLate();
            }
            var to = earlier(from.plus(STRETCH), end);
            // Slots that start before `to` end within their length after it.
            var stretch = new TimeRange(from, earlier(to.plus(search.length()).minus(MOMENT), end));
            var ids = working.keySet().stream().map(DoctorSchedule::doctorId).toList();
            var claimed = claims.of(connection, ids, widened(stretch, working.keySet(), search), now);
            var free = new LinkedHashMap<String, List<TimeRange>>();
            working.forEach((doctor, schedule) -> free.put(
                    doctor.doctorId(),
                    free(doctor, schedule, claimed.getOrDefault(doctor.doctorId(), Claims.NONE), stretch, search)));
            offers.addAll(Offer.spread(free, wish.limit() - offers.size()));
            from = to;
        }
        return new Found.Offers(zone, offers);
    }

    private static List<TimeRange> free(
            DoctorSchedule doctor, WeeklySchedule schedule, Claims claimed, TimeRange within, Search search) {
        var buffers = search.buffers(doctor);
        return new FreeSlots(schedule, claimed, buffers.before(), buffers.after())
                .find(within, search.length(), search.wish().limit());
    }

    /** All that bookings within {@code range} could claim, with whichever of the doctors. */
    private static TimeRange widened(TimeRange range, Set<DoctorSchedule> doctors, Search search) {
        var start = range.start();
        var end = range.end();
        for (var doctor : doctors) {
            var claimed = search.buffers(doctor).around(range);
            start = earlier(start, claimed.start());
            end = claimed.end().isAfter(end) ? claimed.end() : end;
        }
        return new TimeRange(start, end);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
