package io.carillon.booking.datacheck;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Finds a clinic by what an operator calls it. */
final class Clinics {

    private static final String FIND = "select org_id from clinics where code = ? or org_id::text = ?";

    private Clinics() {}

    static Optional<UUID> find(Connection connection, String codeOrId) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setString(1, codeOrId);
            select.setString(2, codeOrId);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }
}
