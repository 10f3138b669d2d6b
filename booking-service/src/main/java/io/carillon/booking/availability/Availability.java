package io.carillon.booking.availability;

import io.carillon.booking.clinic.Clinic;
import io.carillon.booking.clinic.ClinicRepository;
import io.carillon.booking.database.Transactions;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.DoctorSchedule.Timing;
import io.carillon.booking.schedule.ScheduleRepository;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WeeklySchedule;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Looks up who works when and what is claimed, and leaves the choice to {@link FreeSlots} and {@link Offer}. */
@ApplicationScoped
class Availability {

    private final Transactions transactions;
    private final ClinicRepository clinics;
    private final ScheduleRepository schedules;
    private final ClaimedTimes claims;

    Availability(
            Transactions transactions, ClinicRepository clinics, ScheduleRepository schedules, ClaimedTimes claims) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.schedules = schedules;
        this.claims = claims;
    }

    /** What is asked for: slots of {@code length} wholly {@code within}, at most {@code limit}. */
    record Wish(TimeRange within, Duration length, int limit) {}

    /** What there is. */
    sealed interface Found {

        record Offers(ZoneId zone, List<Offer> offers) implements Found {}

        record UnknownDoctor() implements Found {}

        record UnknownClinic() implements Found {}

        record HoursMissing() implements Found {}

        record ZoneInvalid() implements Found {}
    }

    /** @param onlyClinic the clinic that the caller speaks for: another clinic's doctor is unknown to it */
    Found ofDoctor(String doctorId, Optional<UUID> onlyClinic, Wish wish, Instant now) {
        return transactions.visibleTo(onlyClinic, connection -> {
            var doctor = schedules.ofDoctor(connection, doctorId);
            if (doctor.isEmpty()) {
                return new Found.UnknownDoctor();
            }
            return switch (doctor.get().timing()) {
                case Timing.Weekly(WeeklySchedule schedule) ->
                    offers(connection, schedule.zone(), Map.of(doctorId, schedule), wish, now);
                case Timing.HoursMissing(ZoneId _) -> new Found.HoursMissing();
                case Timing.ZoneInvalid(String _) -> new Found.ZoneInvalid();
            };
        });
    }

    /** Doctors without hours are passed over: the others can still be offered. */
    Found ofClinic(String codeOrId, Optional<UUID> onlyClinic, Wish wish, Instant now) {
        return transactions.visibleTo(onlyClinic, connection -> {
            var clinic = clinics.find(connection, codeOrId);
            if (clinic.isEmpty()) {
                return new Found.UnknownClinic();
            }
            var zone = clinic.map(Clinic::zone).flatMap(schedules::zoneOf);
            if (zone.isEmpty()) {
                return new Found.ZoneInvalid();
            }
            var working = working(schedules.ofClinic(connection, clinic.get().orgId()));
            return offers(connection, zone.get(), working, wish, now);
        });
    }

    private static Map<String, WeeklySchedule> working(List<DoctorSchedule> doctors) {
        var working = new LinkedHashMap<String, WeeklySchedule>();
        for (var doctor : doctors) {
            if (doctor.timing() instanceof Timing.Weekly(WeeklySchedule schedule)) {
                working.put(doctor.doctorId(), schedule);
            }
        }
        return working;
    }

    private Found offers(
            Connection connection, ZoneId zone, Map<String, WeeklySchedule> working, Wish wish, Instant now)
            throws SQLException {
        var claimed = claims.of(connection, working.keySet(), wish.within(), now);
        var free = new LinkedHashMap<String, List<TimeRange>>();
        working.forEach((doctor, schedule) -> free.put(
                doctor,
                new FreeSlots(schedule, claimed.getOrDefault(doctor, List.of()))
                        .find(wish.within(), wish.length(), wish.limit())));
        return new Found.Offers(zone, Offer.spread(free, wish.limit()));
    }
}
