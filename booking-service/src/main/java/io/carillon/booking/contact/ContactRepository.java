package io.carillon.booking.contact;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contacts, each within its clinic. An erased one is nobody: it is not found, listed or booked for. */
@ApplicationScoped
public class ContactRepository {

    /** Constraints of the migrations. */
    static final String ID_TAKEN = "contacts_pkey";

    static final String PHONE_TAKEN = "contacts_one_per_phone";

    private static final String EXISTS = "select 1 from contacts where org_id = ? and id = ? and erased_at is null";
    private static final String BY_PHONE = "select id from contacts where org_id = ? and phone = ?";
    private static final String REMEMBER =
            "insert into contacts (org_id, id, phone) values (?, ?, ?) on conflict (org_id, phone) do nothing";
    private static final String SELECT = """
            select id, name, phone, date_of_birth, language from contacts
            where org_id = ? and erased_at is null
            """;
    private static final String BY_ID = SELECT + "and id = ?";
    private static final String PAGE = SELECT + "and id > ? order by id limit ?";
    private static final String PAGE_OF_PHONE = SELECT + "and id > ? and phone = ? order by id limit ?";
    private static final String ADD = """
            insert into contacts (name, phone, date_of_birth, language, org_id, id) values (?, ?, ?, ?, ?, ?)
            """;
    private static final String CHANGE = """
            update contacts set name = ?, phone = ?, date_of_birth = ?, language = ?, updated_at = now()
            where org_id = ? and id = ? and erased_at is null
            """;
    private static final String LOCK_FOR_CHECK = """
            select date_of_birth, failed_checks from contacts where org_id = ? and id = ? and erased_at is null for update
            """;
    private static final String FAILED = "update contacts set failed_checks = ? where org_id = ? and id = ?";

    /** Who a number belongs to. */
    sealed interface Resolved {
        String id();

        record Known(String id) implements Resolved {}

        record New(String id) implements Resolved {}
    }

    /** What an identity check goes by. */
    record Checkable(@Nullable LocalDate dateOfBirth, List<Instant> failedChecks) {}

    public boolean exists(Connection connection, UUID clinic, String id) throws SQLException {
        try (var select = connection.prepareStatement(EXISTS)) {
            select.setObject(1, clinic);
            select.setString(2, id);
            return select.executeQuery().next();
        }
    }

    /** The contact of {@code phone} (E.164); two first calls at once make one contact. */
    Resolved resolve(Connection connection, UUID clinic, String phone) throws SQLException {
        var known = byPhone(connection, clinic, phone);
        if (known.isPresent()) {
            return new Resolved.Known(known.get());
        }
        var id = UUID.randomUUID().toString();
        if (remembered(connection, clinic, id, phone)) {
            return new Resolved.New(id);
        }
        return new Resolved.Known(byPhone(connection, clinic, phone).orElseThrow());
    }

    Optional<Contact> find(Connection connection, UUID clinic, String id) throws SQLException {
        try (var select = connection.prepareStatement(BY_ID)) {
            select.setObject(1, clinic);
            select.setString(2, id);
            return read(select).stream().findFirst();
        }
    }

    /** At most {@code limit} in order of their ids. @param after id of the last one of the page before, or empty */
    List<Contact> page(Connection connection, UUID clinic, @Nullable String phone, String after, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(phone == null ? PAGE : PAGE_OF_PHONE)) {
            select.setObject(1, clinic);
            select.setString(2, after);
            if (phone != null) {
                select.setString(3, phone);
            }
            select.setInt(phone == null ? 3 : 4, limit);
            return read(select);
        }
    }

    /** @throws SQLException by {@link #ID_TAKEN} or {@link #PHONE_TAKEN} */
    void add(Connection connection, UUID clinic, Contact contact) throws SQLException {
        try (var insert = connection.prepareStatement(ADD)) {
            columns(insert, clinic, contact);
            insert.executeUpdate();
        }
    }

    /** @throws SQLException by {@link #PHONE_TAKEN} */
    void change(Connection connection, UUID clinic, Contact contact) throws SQLException {
        try (var update = connection.prepareStatement(CHANGE)) {
            columns(update, clinic, contact);
            update.executeUpdate();
        }
    }

    /** Until the end of the transaction no other check of this contact is made: tries at once count one by one. */
    Optional<Checkable> lockForCheck(Connection connection, UUID clinic, String id) throws SQLException {
        try (var select = connection.prepareStatement(LOCK_FOR_CHECK)) {
            select.setObject(1, clinic);
            select.setString(2, id);
            var row = select.executeQuery();
            if (!row.next()) {
                return Optional.empty();
            }
            var failed = (Timestamp[]) row.getArray("failed_checks").getArray();
            return Optional.of(new Checkable(
                    row.getObject("date_of_birth", LocalDate.class),
                    Arrays.stream(failed).map(Timestamp::toInstant).toList()));
        }
    }

    void failed(Connection connection, UUID clinic, String id, List<Instant> failedChecks) throws SQLException {
        try (var update = connection.prepareStatement(FAILED)) {
            var times = failedChecks.stream().map(at -> Times.utc(at)).map(OffsetDateTime::toString);
            update.setArray(1, connection.createArrayOf("timestamptz", times.toArray()));
            update.setObject(2, clinic);
            update.setString(3, id);
            update.executeUpdate();
        }
    }

    private static Optional<String> byPhone(Connection connection, UUID clinic, String phone) throws SQLException {
        try (var select = connection.prepareStatement(BY_PHONE)) {
            select.setObject(1, clinic);
            select.setString(2, phone);
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getString("id")) : Optional.empty();
        }
    }

    private static boolean remembered(Connection connection, UUID clinic, String id, String phone) throws SQLException {
        try (var insert = connection.prepareStatement(REMEMBER)) {
            insert.setObject(1, clinic);
            insert.setString(2, id);
            insert.setString(3, phone);
            return insert.executeUpdate() == 1;
        }
    }

    private static void columns(PreparedStatement statement, UUID clinic, Contact contact) throws SQLException {
        statement.setString(1, contact.name());
        statement.setString(2, contact.phone());
        statement.setObject(3, contact.dateOfBirth());
        statement.setString(4, contact.language());
        statement.setObject(5, clinic);
        statement.setString(6, contact.id());
    }

    private static List<Contact> read(PreparedStatement select) throws SQLException {
        var contacts = new ArrayList<Contact>();
        var rows = select.executeQuery();
        while (rows.next()) {
            contacts.add(new Contact(
                    rows.getString("id"),
                    rows.getString("name"),
                    rows.getString("phone"),
                    rows.getObject("date_of_birth", LocalDate.class),
                    rows.getString("language")));
        }
        return contacts;
    }
}
