package io.carillon.booking.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Contacts, each within its clinic. */
@ApplicationScoped
public class ContactRepository {

    private static final String EXISTS = "select 1 from contacts where org_id = ? and id = ?";
    private static final String BY_PHONE = "select id from contacts where org_id = ? and phone = ?";
    private static final String ADD =
            "insert into contacts (org_id, id, phone) values (?, ?, ?) on conflict (org_id, phone) do nothing";

    /** Who a number belongs to. */
    sealed interface Resolved {
        String id();

        record Known(String id) implements Resolved {}

        record New(String id) implements Resolved {}
    }

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
        if (added(connection, clinic, id, phone)) {
            return new Resolved.New(id);
        }
        return new Resolved.Known(byPhone(connection, clinic, phone).orElseThrow());
    }

    private static Optional<String> byPhone(Connection connection, UUID clinic, String phone) throws SQLException {
        try (var select = connection.prepareStatement(BY_PHONE)) {
            select.setObject(1, clinic);
            select.setString(2, phone);
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getString("id")) : Optional.empty();
        }
    }

    private static boolean added(Connection connection, UUID clinic, String id, String phone) throws SQLException {
        try (var insert = connection.prepareStatement(ADD)) {
            insert.setObject(1, clinic);
            insert.setString(2, id);
            insert.setString(3, phone);
            return insert.executeUpdate() == 1;
        }
    }
}
