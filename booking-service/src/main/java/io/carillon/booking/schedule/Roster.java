package io.carillon.booking.schedule;

import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every doctor that this replica has been asked about, kept in memory, so that a booking need not read what changes
 * once a month. What is kept may be out of date; the statement that books compares {@link DoctorSchedule#version()}, and
 * nobody is refused on the word of the cache: who finds a reason to refuse asks again for {@link #fresh}.
 */
@ApplicationScoped
public class Roster {

    /** Doctors kept; beyond that all are forgotten and read again as they are asked for. */
    private static final int MOST = 20_000;

    private final Transactions transactions;
    private final ScheduleRepository schedules;
    private final Map<String, DoctorSchedule> known = new ConcurrentHashMap<>();

    /** A clinic's appointment types once, however many doctors it has. */
    private final Map<UUID, Map<String, AppointmentType>> types = new ConcurrentHashMap<>();

    Roster(Transactions transactions, ScheduleRepository schedules) {
        this.transactions = transactions;
        this.schedules = schedules;
    }

    /** As last seen by this replica; read when never seen. Empty for a doctor who does not exist. */
    public Optional<DoctorSchedule> find(String doctorId) {
        var doctor = known.get(doctorId);
        return doctor != null ? Optional.of(doctor) : fresh(doctorId);
    }

    /** As the tables have it now. Over all clinics: whose the doctor is, is what one asks. */
    public Optional<DoctorSchedule> fresh(String doctorId) {
        var doctor = transactions
                .acrossClinics(connection -> schedules.ofDoctor(connection, doctorId))
                .map(this::sharingTypes);
        if (known.size() >= MOST) {
            known.clear();
            types.clear();
        }
        doctor.ifPresentOrElse(found -> known.put(doctorId, found), () -> known.remove(doctorId));
        return doctor;
    }

    private DoctorSchedule sharingTypes(DoctorSchedule doctor) {
        return doctor.sharing(
                types.merge(doctor.clinic(), doctor.types(), (shared, fresh) -> shared.equals(fresh) ? shared : fresh));
    }
}
