package io.carillon.kit.outbox;

import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.access.Caller;
import io.carillon.kit.event.EventFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what the present caller changed (R-SEC-06), in the transaction that changes it. */
@ApplicationScoped
public class ChangeTrail {

    private final Outbox outbox;
    private final EventFactory events;
    private final Caller caller;
    private final Clock clock;

    ChangeTrail(Outbox outbox, EventFactory events, Caller caller, Clock clock) {
        this.outbox = outbox;
        this.events = events;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * @param clinic null for what belongs to none
     * @param resource the kind of thing, for example {@code clinic}
     * @param action upper case, for example {@code UPDATE}
     * @param before what it was; never a person's data, which the trail would keep for 400 days
     * @param after what it is now, likewise
     */
    public void changed(
            Connection connection,
            @Nullable UUID clinic,
            String resource,
            String resourceId,
            String action,
            @Nullable String before,
            @Nullable String after)
            throws SQLException {
        outbox.append(
                connection,
                events.event(
                        clinic,
                        new ChangeRecorded(
                                caller.name(),
                                resource,
                                resourceId,
                                action,
                                before,
                                after,
                                caller.source(),
                                clock.instant())));
    }

    /** To be called after the commit: there is something to send. */
    public void committed() {
        outbox.ring();
    }
}
