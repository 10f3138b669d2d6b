package io.carillon.booking.block;

import io.carillon.booking.block.Recurrence.Frequency;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code blocks}: the rules; what they come to is claims. */
@ApplicationScoped
class BlockRepository {

    private static final String INSERT = """
            insert into blocks (id, org_id, doctor_id, reason, zone, from_local, to_local, frequency, every, weekdays,
                                until_date, occurrences, created_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SELECT = """
            select b.id, b.org_id, b.doctor_id, b.reason, b.zone, b.from_local, b.to_local, b.frequency, b.every,
                   b.weekdays, b.until_date, b.occurrences,
                   (select count(*) from slot_claims c where c.block_id = b.id) as times
            from blocks b
            """;
    private static final String FIND = SELECT + "where b.id = ?";
    private static final String PAGE = SELECT + """
            where b.doctor_id = ?
            and (?::uuid is null or (b.from_local, b.id) > (select from_local, id from blocks where id = ?::uuid))
            order by b.from_local, b.id
            limit ?
            """;
    private static final String DELETE = "delete from blocks where id = ?";

    void insert(Connection connection, Block block, String createdBy) throws SQLException {
        var recurrence = block.rule().recurrence();
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, block.id());
            insert.setObject(2, block.clinic());
            insert.setString(3, block.doctorId());
            insert.setString(4, block.reason());
            insert.setString(5, block.zone().getId());
            insert.setObject(6, block.rule().from());
            insert.setObject(7, block.rule().to());
            insert.setString(
                    8, recurrence == null ? null : recurrence.frequency().name());
            insert.setObject(9, recurrence == null ? null : recurrence.interval(), java.sql.Types.SMALLINT);
            insert.setArray(10, recurrence == null ? null : weekdays(connection, recurrence.weekdays()));
            insert.setObject(11, recurrence == null ? null : recurrence.until());
            insert.setObject(12, recurrence == null ? null : recurrence.count(), java.sql.Types.SMALLINT);
            insert.setString(13, createdBy);
            insert.executeUpdate();
        }
    }

    Optional<Block> find(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setObject(1, id);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    /** At most {@code limit} of a doctor's, in order of start; the next page begins {@code after} the last of this one. */
    List<Block> page(Connection connection, String doctorId, @Nullable UUID after, int limit) throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setString(1, doctorId);
            select.setObject(2, after);
            select.setObject(3, after);
            select.setInt(4, limit);
            return read(select.executeQuery());
        }
    }

    /** The claims must be gone by then. */
    void delete(Connection connection, UUID id) throws SQLException {
        try (var delete = connection.prepareStatement(DELETE)) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    private static @Nullable Array weekdays(Connection connection, Set<DayOfWeek> days) throws SQLException {
        return days.isEmpty()
                ? null
                : connection.createArrayOf(
                        "smallint",
                        days.stream().sorted().map(DayOfWeek::getValue).toArray());
    }

    private static List<Block> read(ResultSet rows) throws SQLException {
        var blocks = new ArrayList<Block>();
        while (rows.next()) {
            blocks.add(new Block(
                    rows.getObject("id", UUID.class),
                    rows.getObject("org_id", UUID.class),
                    rows.getString("doctor_id"),
                    ZoneId.of(rows.getString("zone")),
                    new BlockRule(
                            rows.getObject("from_local", LocalDateTime.class),
                            rows.getObject("to_local", LocalDateTime.class),
                            recurrence(rows)),
                    rows.getString("reason"),
                    rows.getLong("times")));
        }
        return blocks;
    }

    private static @Nullable Recurrence recurrence(ResultSet row) throws SQLException {
        var frequency = row.getString("frequency");
        if (frequency == null) {
            return null;
        }
        var days = new HashSet<DayOfWeek>();
        var weekdays = row.getArray("weekdays");
        if (weekdays != null) {
            Arrays.stream((Short[]) weekdays.getArray()).map(DayOfWeek::of).forEach(days::add);
        }
        return new Recurrence(
                Frequency.valueOf(frequency),
                row.getInt("every"),
                days,
                row.getObject("until_date", LocalDate.class),
                row.getObject("occurrences", Integer.class));
    }
}
