package io.carillon.booking.calendar;

import io.carillon.kit.request.RequestContext;
import io.carillon.kit.work.Bell;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * What other features may do with calendars: say, in the transaction that changes an appointment, that its calendar is
 * behind, and ask how far it is. State-based: what Google is told is read when it is told, so nothing of the appointment
 * is kept here and any number of changes make one row.
 */
@ApplicationScoped
public class CalendarQueue {

    /**
     * A column for a query that calls appointments {@code a}: {@code none}, {@code pending}, {@code synced} or {@code
     * failed}. One look by primary key.
     */
    public static final String STATE_OF_A = """
            coalesce((select lower(calendar.state) from calendar_syncs calendar where calendar.appointment_id = a.id),
                     'none')
            """;

    /** To be set on a row that Google has to hear of, again or for the first time. */
    static final String REQUEUED = """
            wanted = calendar_syncs.wanted + 1, state = 'PENDING', attempts = 0, last_error = null, updated_at = now(),
            since = case when calendar_syncs.state = 'SYNCED' then now() else calendar_syncs.since end
            """;

    private static final String APPEND = """
            insert into calendar_syncs (appointment_id, org_id, doctor_id, request_id)
            select a.id, a.org_id, a.doctor_id, ?
            from appointments a
            left join doctor_calendars d on d.doctor_id = a.doctor_id
            left join calendar_syncs s on s.appointment_id = a.id
            where a.id = ? and (d.doctor_id is not null or s.appointment_id is not null)
            on conflict (appointment_id) do update set
                doctor_id = excluded.doctor_id, request_id = excluded.request_id, next_attempt_at = now(),
            """ + REQUEUED;

    private final RequestContext request;
    private final Bell bell = new Bell();

    CalendarQueue(RequestContext request) {
        this.request = request;
    }

    /**
     * The body of a common table expression for the statement that books: queues what {@code booked}, a relation with
     * {@code id, org_id, doctor_id, request_id}, has just made, if the doctor has a calendar. Two looks by primary key and an
     * insert; a statement for a doctor who has none (the roster knows) can leave it out.
     */
    public static String queueing(String booked) {
        return """
                insert into calendar_syncs (appointment_id, org_id, doctor_id, request_id)
                select b.id, b.org_id, b.doctor_id, b.request_id from %s b join doctor_calendars d on d.doctor_id = b.doctor_id
                """.formatted(booked);
    }

    /**
     * Makes "Google is behind" part of the transaction that has just written the appointment: booked, moved to another
     * time or doctor, cancelled, deleted, restored. Does nothing where no calendar is concerned.
     */
    public void append(Connection connection, UUID appointmentId) throws SQLException {
        try (var insert = connection.prepareStatement(APPEND)) {
            insert.setString(1, request.requestId());
            insert.setObject(2, appointmentId);
            insert.executeUpdate();
        }
    }

    /** Says that something was committed, so that the worker need not wait until it looks again. */
    public void ring() {
        bell.ring();
    }

    Bell bell() {
        return bell;
    }
}
