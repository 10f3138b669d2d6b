package io.carillon.booking.idempotency;

import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The table {@code idempotency_keys}. A key is written in the transaction that its answer tells of, so there is one
 * exactly if the other is; two requests with one key at the same moment meet at the primary key, and the later one finds
 * the earlier one's answer. Kept for at least 24 hours.
 */
@ApplicationScoped
public class KeptAnswers {

    /** The constraint that the second of two requests with one key meets. */
    public static final String TAKEN = "idempotency_keys_pkey";

    private static final String FIND =
            "select fingerprint, status, media_type, location, body from idempotency_keys where actor = ? and key = ?";
    private static final String FIND_AT_ONCE = Transactions.ENTER + ";\n" + FIND;
    private static final String KEEP = """
            insert into idempotency_keys (actor, key, org_id, fingerprint, status, media_type, location, body)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** What is known of a key. */
    public sealed interface Lookup {

        /** Nothing in this clinic. */
        record Unknown() implements Lookup {}

        /** The same request: this was the answer. */
        record Repeated(Answer answer) implements Lookup {}

        /** Another request had this key. */
        record Reused() implements Lookup {}
    }

    public Lookup find(Connection connection, IdempotencyKey key) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setString(1, key.actor());
            select.setString(2, key.key());
            return found(select.executeQuery(), key);
        }
    }

    /** As {@link #find}, as a transaction by itself: for {@link Transactions#atOnce}. */
    public Lookup findAtOnce(Connection connection, UUID clinic, IdempotencyKey key) throws SQLException {
        try (var select = connection.prepareStatement(FIND_AT_ONCE)) {
            select.setString(1, clinic.toString());
            select.setString(2, Transactions.lockTimeout());
            select.setString(3, key.actor());
            select.setString(4, key.key());
            select.execute();
            select.getMoreResults();
            return found(select.getResultSet(), key);
        }
    }

    private static Lookup found(ResultSet row, IdempotencyKey key) throws SQLException {
        if (!row.next()) {
            return new Lookup.Unknown();
        }
        return MessageDigest.isEqual(row.getBytes("fingerprint"), key.fingerprint())
                ? new Lookup.Repeated(new Answer(
                        row.getInt("status"),
                        row.getString("media_type"),
                        row.getString("location"),
                        row.getBytes("body")))
                : new Lookup.Reused();
    }

    /** @throws SQLException by {@link #TAKEN} when the key is in use, be it by a request of another clinic */
    public void keep(Connection connection, UUID clinic, IdempotencyKey key, Answer answer) throws SQLException {
        try (var insert = connection.prepareStatement(KEEP)) {
            insert.setString(1, key.actor());
            insert.setString(2, key.key());
            insert.setObject(3, clinic);
            insert.setBytes(4, key.fingerprint());
            insert.setInt(5, answer.status());
            insert.setString(6, answer.mediaType());
            insert.setString(7, answer.location());
            insert.setBytes(8, answer.body());
            insert.executeUpdate();
        }
    }
}
