package io.carillon.booking.availability;

import io.carillon.booking.schedule.TimeRange;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is taken or held of some doctors' time; a hold that has run out is not. */
@ApplicationScoped
class ClaimedTimes {

    /**
     * Claims of one doctor never overlap, so those in the way of a stretch of time are the last that starts at or before it,
     * if it lasts long enough, and those that start within it: two short walks along {@code slot_claims_of_doctor}.
     * Comparing ranges would use no index here (V7). Times are whole microseconds, which a double holds exactly enough. A
     * doctor is one row: half a thousand rows for a caller who waits are as many messages and five times as many objects.
     */
    static final String CLAIMED = """
            select d.id, d.schedule_version,
                   array_agg((date_part('epoch', c.starts) * 1000000)::bigint) filter (where c.ends is not null) as starts,
                   array_agg((date_part('epoch', c.ends) * 1000000)::bigint) filter (where c.ends is not null) as ends
            from doctors d
            left join lateral (
                (select starts, upper(during) as ends, state, expires_at from slot_claims
                 where doctor_id = d.id and starts <= ? order by starts desc limit 1)
                union all
                (select starts, upper(during), state, expires_at from slot_claims
                 where doctor_id = d.id and starts > ? and starts < ?)
            ) c on c.ends > ? and (c.state = 'TAKEN' or c.expires_at > ?)
            where d.id = any(?)
            group by d.id
            """;

    private static final String ENTER_AND_CLAIMED = "select set_config('carillon.org_id', ?, true);\n" + CLAIMED;

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
        select.setObject(first, from);
        select.setObject(first + 1, from);
        select.setObject(first + 2, Times.utc(within.end()));
        select.setObject(first + 3, from);
        select.setObject(first + 4, Times.utc(now));
        select.setArray(first + 5, select.getConnection().createArrayOf("text", doctors.toArray()));
    }

    private static Map<String, Claims> read(ResultSet rows) throws SQLException {
        var claims = new HashMap<String, Claims>();
        while (rows.next()) {
            claims.put(
                    rows.getString(1), Claims.of(rows.getLong(2), micros(rows.getArray(3)), micros(rows.getArray(4))));
        }
        return claims;
    }

    /** @param times null where there are none */
    private static long[] micros(@Nullable Array times) throws SQLException {
        if (times == null) {
            return new long[0];
        }
        var boxed = (Long[]) times.getArray();
        var micros = new long[boxed.length];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = boxed[i];
        }
        return micros;
    }
}
