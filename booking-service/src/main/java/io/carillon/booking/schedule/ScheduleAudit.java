package io.carillon.booking.schedule;

import io.carillon.booking.outbox.Outbox;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.access.Caller;
import io.carillon.kit.event.EventFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down who changed what of a schedule, in the transaction that changes it (R-SEC-06). */
@ApplicationScoped
class ScheduleAudit {

    private final Outbox outbox;
    private final EventFactory events;
    private final Caller caller;
    private final Clock clock;

    ScheduleAudit(Outbox outbox, EventFactory events, Caller caller, Clock clock) {
        this.outbox = outbox;
        this.events = events;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * A change.
     *
     * @param resource kind of thing, for example {@code doctor-hours}
     * @param action upper case
     * @param before null for what was not there
     * @param after null for what is gone
     */
    record Change(
            String resource,
            String id,
            String action,
            @Nullable String before,
            @Nullable String after) {}

    void record(Connection connection, UUID clinic, Change change) throws SQLException {
        outbox.append(
                connection,
                events.event(
                        clinic,
                        new ChangeRecorded(
                                caller.name(),
                                change.resource(),
                                change.id(),
                                change.action(),
                                change.before(),
                                change.after(),
                                caller.source(),
                                clock.instant())));
    }

    /** To be called after the commit: there is something to send. */
    void committed() {
        outbox.ring();
    }
}
