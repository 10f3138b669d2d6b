package io.carillon.booking.calendar;

import io.carillon.booking.mode.PlatformMode;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares what Google was told with what is booked, without asking Google, and queues the difference: every night, when
 * an operator wants it, and what an outage left behind when Google is back. Twice at once does no harm.
 */
@ApplicationScoped
class CalendarCheck {

    /** An appointment that began earlier is over. */
    private static final Duration LONGEST_APPOINTMENT = Duration.ofDays(1);

    private static final int DOCTORS_AT_ONCE = 200;
    private static final int ROWS_AT_ONCE = 1_000;
    private static final List<Problem> OUTAGES = Arrays.stream(Problem.values())
            .filter(problem -> problem.kind() == Problem.Kind.OUTAGE || problem.kind() == Problem.Kind.NOT_ASKED)
            .toList();
    private static final Logger LOG = Logger.getLogger(CalendarCheck.class);

    private final Transactions transactions;
    private final DoctorCalendarRepository calendars;
    private final BehindRepository behind;
    private final SyncRepository syncs;
    private final CalendarQueue queue;
    private final PlatformMode mode;
    private final Clock clock;

    CalendarCheck(
            Transactions transactions,
            DoctorCalendarRepository calendars,
            BehindRepository behind,
            SyncRepository syncs,
            CalendarQueue queue,
            PlatformMode mode,
            Clock clock) {
        this.transactions = transactions;
        this.calendars = calendars;
        this.behind = behind;
        this.syncs = syncs;
        this.queue = queue;
        this.mode = mode;
        this.clock = clock;
    }

    @Scheduled(
            cron = "${carillon.calendar.check:0 17 3 * * ?}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void nightly() {
        if (!mode.writable()) {
            LOG.info("Calendars are not checked while the platform is closed for writing");
            return;
        }
        try {
            LOG.infof("Calendars were checked: %d appointments to be told again", everywhere());
        } catch (DatabaseUnavailableException | RolledBackException e) {
            LOG.warnf("Calendars could not be checked: %s", e.getMessage());
        }
    }

    /** All clinics, what is behind only. @return how many were queued */
    int everywhere() {
        var queued = ofDoctors(null, false);
        int left;
        do {
            left = transactions.acrossClinics(connection -> behind.queueLeftBehind(connection, ROWS_AT_ONCE));
            queued += left;
        } while (left == ROWS_AT_ONCE);
        queue.ring();
        return queued;
    }

    /** One clinic, whatever we believe that Google knows. @return how many were queued */
    int again(UUID clinic) {
        var queued = ofDoctors(clinic, true);
        queue.ring();
        return queued;
    }

    /** One doctor, in the caller's transaction. @return how many were queued */
    int again(Connection connection, String doctorId) throws SQLException {
        return behind.queue(connection, doctorId, clock.instant().minus(LONGEST_APPOINTMENT), true);
    }

    /** Google answers again: what failed or waits because it did not is tried now and not when its pause is over. */
    void afterOutage() {
        int woken;
        do {
            woken = transactions.acrossClinics(connection -> syncs.wake(connection, OUTAGES, ROWS_AT_ONCE));
        } while (woken == ROWS_AT_ONCE);
    }

    /** Doctor by doctor, each in a transaction of its own, in the clinic's name where there is one. */
    private int ofDoctors(@Nullable UUID clinic, boolean all) {
        var queued = 0;
        var from = clock.instant().minus(LONGEST_APPOINTMENT);
        var last = "";
        List<String> doctors;
        do {
            var after = last;
            doctors = transactions.acrossClinics(
                    connection -> calendars.doctors(connection, clinic, after, DOCTORS_AT_ONCE));
            for (var doctor : doctors) {
                queued += within(clinic, connection -> behind.queue(connection, doctor, from, all));
                last = doctor;
            }
        } while (doctors.size() == DOCTORS_AT_ONCE);
        return queued;
    }

    private <T> T within(@Nullable UUID clinic, Transactions.Work<T> work) {
        return clinic == null ? transactions.acrossClinics(work) : transactions.inClinic(clinic, work);
    }
}
