package io.carillon.booking.availability;

import io.carillon.booking.schedule.TimeRange;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What is taken or held of some doctors' time; a hold that has run out is not. */
@ApplicationScoped
class ClaimedTimes {

    /**
     * Claims of one doctor never overlap, so those in the way of a stretch of time are the last that starts at or before it,
     * if it lasts long enough, and those that start within it: two short walks along {@code slot_claims_of_doctor}.
     * Comparing ranges would use no index here (V7). A doctor is one row, the times as PostgreSQL keeps them: half a
     * thousand rows for a caller who waits are as many messages, and turning each time into a number took a third of it.
     */
    static final String CLAIMED = """
            select d.id, d.schedule_version, array_send(c.starts), array_send(c.ends)
            from doctors d
            cross join lateral (
                select array_agg(starts) as starts, array_agg(upper(during)) as ends
                from (
                    (select starts, during
                     from (select starts, during, state, expires_at from slot_claims
                           where doctor_id = d.id and starts <= ? order by starts desc limit 1) as last
                     where upper(during) > ? and (state = 'TAKEN' or expires_at > ?))
                    union all
                    (select starts, during from slot_claims
                     where doctor_id = d.id and starts > ? and starts < ? and (state = 'TAKEN' or expires_at > ?))
                ) as claimed
            ) as c
            where d.id = any(?)
            """;

    /** Planned once a connection: planning takes as long as reading, and whatever is asked, the two walks are the plan. */
    private static final String ENTER_AND_CLAIMED =
            "select set_config('carillon.org_id', ?, true), set_config('plan_cache_mode', 'force_generic_plan', true);\n"
                    + CLAIMED;

    /**
     * In a transaction of the doctors' clinic.
     *
     * @return by doctor's id; a doctor who does not exist there is absent
     */
    Map<String, Claims> of(Connection connection, Collection<String> doctors, TimeRange within, Instant now)
            throws SQLException {
        try (var select = connection.prepareStatement(CLAIMED)) {
            bind(select, 1, doctors, within, now);
            return read(select.executeQuery());
        }
    }

    /** The same as a transaction of its own, in one exchange with the server. */
    Map<String, Claims> atOnce(
            Connection connection, UUID clinic, Collection<String> doctors, TimeRange within, Instant now)
            throws SQLException {
        try (var select = connection.prepareStatement(ENTER_AND_CLAIMED)) {
            select.setString(1, clinic.toString());
            bind(select, 2, doctors, within, now);
            select.execute();
            if (!select.getMoreResults()) {
                throw new SQLException("the second statement has no result");
            }
            return read(select.getResultSet());
        }
    }

    private static void bind(
            PreparedStatement select, int first, Collection<String> doctors, TimeRange within, Instant now)
            throws SQLException {
        var from = Times.utc(within.start());
        var at = Times.utc(now);
        select.setObject(first, from);
        select.setObject(first + 1, from);
        select.setObject(first + 2, at);
        select.setObject(first + 3, from);
        select.setObject(first + 4, Times.utc(within.end()));
        select.setObject(first + 5, at);
        select.setArray(first + 6, select.getConnection().createArrayOf("text", doctors.toArray()));
    }

    private static Map<String, Claims> read(ResultSet rows) throws SQLException {
        var claims = new HashMap<String, Claims>();
        while (rows.next()) {
            claims.put(
                    rows.getString(1),
                    Claims.of(rows.getLong(2), SentTimes.micros(rows.getBytes(3)), SentTimes.micros(rows.getBytes(4))));
        }
        return claims;
    }
}
