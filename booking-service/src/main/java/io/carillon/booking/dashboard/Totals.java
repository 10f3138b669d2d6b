package io.carillon.booking.dashboard;

import io.carillon.booking.dashboard.TotalsRepository.ClinicDay;
import io.carillon.booking.dashboard.TotalsRepository.Figure;
import io.carillon.booking.dashboard.TotalsRepository.Mark;
import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The totals of appointments per day and status, for whoever checks or mends them. */
@ApplicationScoped
public class Totals {

    /** Where they are kept. */
    public static final String TABLE = "appointment_totals";

    private final Transactions transactions;
    private final TotalsRepository repository;
    private final DashboardCache cache;

    Totals(Transactions transactions, TotalsRepository repository, DashboardCache cache) {
        this.transactions = transactions;
        this.repository = repository;
        this.cache = cache;
    }

    /**
     * A total that is wrong.
     *
     * @param day of the clinic's zone
     * @param stored what the table says, 0 for nothing
     * @param counted what there is
     */
    public record Difference(LocalDate day, String status, long stored, long counted) {}

    /**
     * Compares the totals of {@code clinic} with what there is. Days whose recount is still due are left out.
     *
     * @param from first day, {@code to} last day, by the clinic's clock
     * @return at most {@code limit}, in order of days
     */
    public List<Difference> differences(UUID clinic, LocalDate from, LocalDate to, int limit) {
        return transactions.acrossClinics(connection -> repository.differences(connection, clinic, from, to, limit));
    }

    /** Counts these days of {@code clinic} anew, by its own clock; harmless however often. */
    public void recalculate(UUID clinic, Collection<LocalDate> days) {
        if (days.isEmpty()) {
            return;
        }
        transactions.acrossClinics(connection -> {
            recalculate(connection, clinic, days);
            return days.size();
        });
        forget(clinic);
    }

    /** As {@link #recalculate(UUID, Collection)}, as part of a transaction; after it, {@link #forget} what was shown. */
    public void recalculate(Connection connection, UUID clinic, Collection<LocalDate> days) throws SQLException {
        TotalsRepository.TURN.await(connection);
        repository.recount(
                connection,
                Figure.APPOINTMENTS,
                days.stream()
                        .distinct()
                        .sorted()
                        .map(day -> new ClinicDay(clinic, day))
                        .toList());
    }

    /**
     * Makes days due for a recount, as the event that tells of a change does: for whoever changes and tells nobody.
     *
     * @param starts of appointments that came, went or changed
     * @param booked when one was booked that was not counted; empty where no booking came or went
     */
    public void mark(Connection connection, UUID clinic, Collection<Instant> starts, Optional<Instant> booked)
            throws SQLException {
        for (var start : starts) {
            mark(connection, clinic, Figure.APPOINTMENTS, start);
        }
        if (booked.isPresent()) {
            mark(connection, clinic, Figure.BOOKINGS, booked.get());
        }
    }

    private void mark(Connection connection, UUID clinic, Figure figure, Instant at) throws SQLException {
        var day = at.atZone(ZoneOffset.UTC).toLocalDate();
        var _ = repository.mark(connection, new Mark(clinic, figure, day), Duration.ZERO);
    }

    /** Dashboards of {@code clinic} are read anew. */
    public void forget(UUID clinic) {
        cache.forget(clinic);
    }
}
