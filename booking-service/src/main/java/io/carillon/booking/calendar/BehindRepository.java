package io.carillon.booking.calendar;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Finds appointments whose calendar is behind, or is to be told again, and queues them. */
@ApplicationScoped
class BehindRepository {

    /** Appointments looked at in one statement. */
    static final int PAGE = 500;

    /**
     * A page of a doctor's appointments from yesterday on. Soonest first, and spread over the time that Google lets one
     * account take for so many (600 a minute), so that what is booked meanwhile does not queue behind all of them.
     */
    private static final String QUEUE = """
            with page as (
                select id, org_id, doctor_id, start_time, end_time, deleted_at, status from appointments
                where doctor_id = ? and (start_time, id) > (?, ?) order by start_time, id limit ?),
            behind as (
                select a.id, a.org_id, a.doctor_id, row_number() over (order by a.start_time) - 1 as place
                from page a
                left join doctor_calendars d on d.doctor_id = a.doctor_id
                left join calendar_syncs s on s.appointment_id = a.id
                cross join lateral (select case when a.deleted_at is null and a.status not in ('CANCELLED', 'FAILED')
                                                then d.calendar_id end as calendar_id) expected
                where case
                    when s.appointment_id is null then expected.calendar_id is not null
                    when ? then true
                    when s.state = 'FAILED' then true
                    when s.state = 'PENDING' then false
                    when expected.calendar_id is null then s.calendar_id is not null
                    else (s.calendar_id, s.synced_start, s.synced_end)
                         is distinct from (expected.calendar_id, a.start_time, a.end_time) end),
            queued as (
                insert into calendar_syncs (appointment_id, org_id, doctor_id, next_attempt_at)
                select id, org_id, doctor_id, now() + (? + place) * interval '100 ms' from behind
                on conflict (appointment_id) do update set
                    doctor_id = excluded.doctor_id, next_attempt_at = excluded.next_attempt_at,
            """ + CalendarQueue.REQUEUED + """
                returning 1)
            select (select count(*) from queued), (select count(*) from page), max(start_time),
                   (array_agg(id order by start_time desc, id desc))[1]
            from page
            """;

    /** Told once, and now without appointment or without calendar: whatever hand did that, the event is to go. */
    private static final String LEFT_BEHIND = """
            update calendar_syncs set next_attempt_at = now(),
            """ + CalendarQueue.REQUEUED + """
            where appointment_id in (
                select s.appointment_id
                from calendar_syncs s
                left join appointments a on a.id = s.appointment_id
                left join doctor_calendars d on d.doctor_id = a.doctor_id
                where s.state = 'SYNCED' and s.calendar_id is not null and s.synced_end > now()
                  and (a.id is null or d.doctor_id is null)
                limit ?)
            """;

    /** First value of a cursor over ids. */
    private static final UUID NIL = new UUID(0, 0);

    /**
     * Queues what of {@code doctorId} is behind, appointments that began before {@code from} left aside.
     *
     * @param again whether those are queued too of which we believe that Google knows them
     * @return how many were queued
     */
    int queue(Connection connection, String doctorId, Instant from, boolean again) throws SQLException {
        var queued = 0;
        var time = Times.utc(from);
        var id = NIL;
        try (var statement = connection.prepareStatement(QUEUE)) {
            while (true) {
                statement.setString(1, doctorId);
                statement.setObject(2, time);
                statement.setObject(3, id);
                statement.setInt(4, PAGE);
                statement.setBoolean(5, again);
                statement.setInt(6, queued);
                try (var row = statement.executeQuery()) {
                    row.next();
                    queued += row.getInt(1);
                    if (row.getInt(2) < PAGE) {
                        return queued;
                    }
                    time = row.getObject(3, OffsetDateTime.class);
                    id = row.getObject(4, UUID.class);
                }
            }
        }
    }

    /** At most {@code limit}. @return how many were queued */
    int queueLeftBehind(Connection connection, int limit) throws SQLException {
        try (var update = connection.prepareStatement(LEFT_BEHIND)) {
            update.setInt(1, limit);
            return update.executeUpdate();
        }
    }
}
