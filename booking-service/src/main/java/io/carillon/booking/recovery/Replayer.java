package io.carillon.booking.recovery;

import static java.util.stream.Collectors.toCollection;

import io.carillon.booking.datacheck.Archive;
import io.carillon.booking.datacheck.Claims;
import io.carillon.booking.datacheck.Hit;
import io.carillon.booking.erasure.ErasedPatients;
import io.carillon.booking.recovery.ReplayPolicy.Ruling;
import io.carillon.booking.recovery.ReplayPolicy.Wanted;
import io.carillon.booking.recovery.Telling.Erasure;
import io.carillon.booking.slot.SlotClaims;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Brings the table to what was told, on one connection and in its transaction. What was told is free of contradiction, as
 * it was true at one time, but its steps are not known any more: two appointments may have changed places. So all rows that
 * change give up their claims first and are written then; one whose place somebody else has is left, and the rest is tried
 * again without it.
 */
@ApplicationScoped
class Replayer {

    private static final String LOCK_PATIENCE = "set local lock_timeout = '4s'";

    private final AppointmentRows rows;
    private final ErasedPatients erased;
    private final SlotClaims claims;
    private final RestoredCopy copy;

    Replayer(AppointmentRows rows, ErasedPatients erased, SlotClaims claims, RestoredCopy copy) {
        this.rows = rows;
        this.erased = erased;
        this.claims = claims;
        this.copy = copy;
    }

    /**
     * A row that was brought to what was told.
     *
     * @param was before; null for one that was missing
     */
    record Brought(Wanted wanted, @Nullable Row was) {

        UUID id() {
            return wanted.told().id();
        }

        /** For people and the audit: ids and times only. */
        String what() {
            var told = wanted.told();
            return "%s: %s %s %s%s"
                    .formatted(
                            was == null ? "inserted" : "changed",
                            wanted.status(),
                            told.doctorId(),
                            told.start(),
                            wanted.stayDeleted() ? " deleted" : "");
        }
    }

    /** @param left why, by appointment */
    record Done(int same, List<Brought> brought, Map<UUID, String> left, int remaining, List<String> erasedAgain) {}

    Done bring(Connection connection, Telling telling, int limit, String actor) throws SQLException {
        try (var set = connection.createStatement()) {
            set.execute(LOCK_PATIENCE);
        }
        var left = new HashMap<UUID, String>();
        var erasedAgain = erasedAgain(connection, telling.erasures());
        var told = telling.appointments();
        var saved = new HashMap<UUID, SavedRow>();
        var due = due(connection, told, left, saved);
        var same = told.size() - due.size() - left.size();
        due = possible(connection, due, left);
        var now = due.subList(0, Math.min(limit, due.size()));
        lockDoctors(connection, now);
        // Read again under the locks: whoever else writes claims locks doctors first.
        var brought =
                write(connection, due(connection, now.stream().map(Due::told).toList(), left, saved), left, actor);
        var remaining = due.size() - now.size();
        return new Done(same, brought, left, remaining, erasedAgain);
    }

    /**
     * A row that does not say what was told.
     *
     * @param saved what a copy from before has of a row that is missing; null where the events alone make it
     */
    private record Due(
            Told told,
            Wanted wanted,
            @Nullable Row was,
            @Nullable SavedRow saved) {}

    private List<String> erasedAgain(Connection connection, List<Erasure> erasures) throws SQLException {
        var again = new ArrayList<String>();
        for (var erasure : erasures) {
            var became = erased.again(
                    connection, erasure.clinic(), erasure.patientId(), erasure.replacement(), erasure.erasedAt());
            if (became == ErasedPatients.Again.ERASED) {
                again.add(erasure.replacement());
            }
        }
        return again;
    }

    /** @param saved what the copy has of rows that events alone do not make; asked for where it is not known yet */
    private List<Due> due(Connection connection, List<Told> told, Map<UUID, String> left, Map<UUID, SavedRow> saved)
            throws SQLException {
        var present = rows.of(connection, told.stream().map(Told::id).toList());
        var waiting = rows.waiting(connection);
        var due = new ArrayList<Due>();
        var incomplete = new ArrayList<Told>();
        for (var one : told) {
            var row = present.get(one.id());
            var ruling = ReplayPolicy.rule(one, Optional.ofNullable(row));
            switch (ruling) {
                case Ruling.Same() -> {}
                case Ruling.Left(String why) -> left.put(one.id(), why);
                case Ruling.Insert(Wanted wanted) -> due.add(new Due(one, wanted, null, null));
                case Ruling.Update(Wanted wanted) -> due.add(new Due(one, wanted, row, null));
                case Ruling.Incomplete() -> incomplete.add(one);
            }
        }
        due.addAll(ofTheCopy(incomplete, left, saved));
        due.removeIf(one -> waiting.contains(one.told().id().toString())
                && left.put(one.told().id(), "an event of it still waits in the outbox; replay again in a moment")
                        == null);
        return due;
    }

    private List<Due> ofTheCopy(List<Told> incomplete, Map<UUID, String> left, Map<UUID, SavedRow> saved) {
        saved.putAll(copy.appointments(incomplete.stream()
                .map(Told::id)
                .filter(id -> !saved.containsKey(id))
                .toList()));
        var due = new ArrayList<Due>();
        for (var one : incomplete) {
            var row = saved.get(one.id());
            if (row == null) {
                left.put(
                        one.id(),
                        "it is missing and was booked before the first event read; replay from an earlier time, or name a copy that has it (CARILLON_RECOVERY_COPY_URL)");
            } else {
                due.add(new Due(one, ReplayPolicy.wanted(one, row.row()), null, row));
            }
        }
        return due;
    }

    /** Without those that refer to what is not there. */
    private List<Due> possible(Connection connection, List<Due> due, Map<UUID, String> left) throws SQLException {
        var told = due.stream().map(Due::told).toList();
        var contacts = rows.contacts(connection, told);
        var doctors = rows.doctors(connection, told);
        var possible = new ArrayList<Due>();
        for (var one : due) {
            var contact = AppointmentRows.named(one.told().clinic(), one.told().patientId());
            var doctor = AppointmentRows.named(one.told().clinic(), one.told().doctorId());
            if (!contacts.contains(contact)) {
                left.put(one.told().id(), "its contact is not there; restore it first: table=contacts&id=" + contact);
            } else if (!doctors.contains(doctor)) {
                left.put(
                        one.told().id(),
                        "its doctor is not there; restore it first: table=doctors&id="
                                + one.told().doctorId());
            } else {
                possible.add(one);
            }
        }
        return possible;
    }

    private void lockDoctors(Connection connection, List<Due> due) throws SQLException {
        claims.lock(
                connection,
                due.stream()
                        .flatMap(one -> Stream.of(
                                Optional.of(one.told().doctorId()),
                                Optional.ofNullable(one.was()).map(Row::doctorId)))
                        .flatMap(Optional::stream)
                        .filter(Objects::nonNull)
                        .collect(toCollection(TreeSet::new)));
    }

    private List<Brought> write(Connection connection, List<Due> all, Map<UUID, String> left, String actor)
            throws SQLException {
        var due = new ArrayList<>(all);
        while (!due.isEmpty()) {
            var before = connection.setSavepoint();
            var blocked = writeTogether(connection, due, actor);
            if (blocked.isEmpty()) {
                connection.releaseSavepoint(before);
                break;
            }
            connection.rollback(before);
            left.putAll(blocked);
            due.removeIf(one -> blocked.containsKey(one.told().id()));
        }
        return due.stream().map(one -> new Brought(one.wanted(), one.was())).toList();
    }

    /** @return which of them found no place, and why; all that was done is to be taken back then */
    private Map<UUID, String> writeTogether(Connection connection, List<Due> due, String actor) throws SQLException {
        for (var one : due) {
            if (one.was() != null) {
                var hit = new Hit(
                        "appointments", one.told().id().toString(), one.told().clinic());
                var _ = Archive.keep(connection, hit, new Archive.Why("recovery", "replayed", actor));
            }
        }
        rows.park(connection, due.stream().map(one -> one.told().id()).toList());
        var blocked = new HashMap<UUID, String>();
        for (var one : due) {
            var before = connection.setSavepoint();
            var why = written(connection, one);
            if (why.isPresent()) {
                connection.rollback(before);
                blocked.put(one.told().id(), why.get());
            } else {
                connection.releaseSavepoint(before);
            }
        }
        return blocked;
    }

    /** @return why not */
    private Optional<String> written(Connection connection, Due due) throws SQLException {
        var id = due.told().id();
        try {
            if (due.saved() != null) {
                var parked = due.saved().parkedAt(due.told());
                WrittenColumns.of(connection, parked, RestorableTables.key(connection, parked.table()))
                        .insert(connection, parked);
            }
            if (due.was() == null && due.saved() == null) {
                rows.insert(connection, due.wanted());
            } else {
                rows.update(connection, due.wanted());
            }
            return Claims.renew(connection, id.toString())
                    ? Optional.empty()
                    : Optional.of("the doctor's time is taken by " + TimeTaken.by(connection, id)
                            + "; reschedule one of the two");
        } catch (PSQLException e) {
            var refused = e.getServerErrorMessage();
            if (!String.valueOf(e.getSQLState()).startsWith("23") || refused == null) {
                throw e;
            }
            return Optional.of("the constraint " + refused.getConstraint() + " is in the way");
        }
    }
}
