package io.carillon.webhook.sms;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code message_consents}: who does not want a clinic's messages, and when somebody last wrote on WhatsApp. Kept
 * per number of the clinic and sender; a clinic heeds a STOP to any of its numbers.
 */
@ApplicationScoped
class ConsentRepository {

    private static final String FIND = """
            select bool_or(opted_out) as opted_out, max(whatsapp_at) as whatsapp_at from message_consents
            where org_id = ? and sender = ?
            """;

    /** The latest word counts, whatever order words arrive in. */
    private static final String SAY = """
            insert into message_consents (org_id, clinic_number, sender, opted_out, told_at, whatsapp_at)
            select c.org_id, c.clinic_number, c.sender, coalesce(c.opted_out, false),
                   case when c.opted_out is not null then c.at end, case when c.whatsapp then c.at end
            from unnest(?::uuid[], ?::text[], ?::bytea[], ?::bool[], ?::timestamptz[], ?::bool[])
                 as c (org_id, clinic_number, sender, opted_out, at, whatsapp)
            on conflict (org_id, clinic_number, sender) do update set
                opted_out = case when excluded.told_at > coalesce(message_consents.told_at, '-infinity')
                                 then excluded.opted_out else message_consents.opted_out end,
                told_at = greatest(message_consents.told_at, excluded.told_at),
                whatsapp_at = greatest(message_consents.whatsapp_at, excluded.whatsapp_at), updated_at = now()
            """;

    /** Who starts again with one number of a clinic starts again with the clinic. */
    private static final String START = """
            update message_consents m set opted_out = false, told_at = c.at, updated_at = now()
            from unnest(?::uuid[], ?::bytea[], ?::timestamptz[]) as c (org_id, sender, at)
            where m.org_id = c.org_id and m.sender = c.sender and m.opted_out and m.told_at < c.at
            """;

    /** @param whatsappAt when they last wrote on WhatsApp; null for never */
    record Consent(boolean optedOut, @Nullable Instant whatsappAt) {}

    /**
     * What somebody said to a clinic's number.
     *
     * @param sender hash of their number
     * @param optedOut null where they said nothing about it
     */
    record Word(
            UUID clinic,
            String clinicNumber,
            byte[] sender,
            @Nullable Boolean optedOut,
            Instant at,
            boolean whatsapp) {}

    Consent find(Connection connection, UUID clinic, byte[] sender) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setObject(1, clinic);
            select.setBytes(2, sender);
            try (var row = select.executeQuery()) {
                row.next();
                return new Consent(row.getBoolean("opted_out"), Times.instantOrNull(row, "whatsapp_at"));
            }
        }
    }

    /** @param words at most one of a clinic's number and sender */
    void say(Connection connection, Collection<Word> words) throws SQLException {
        try (var upsert = connection.prepareStatement(SAY)) {
            upsert.setArray(1, array(connection, words, "uuid", Word::clinic));
            upsert.setArray(2, array(connection, words, "text", Word::clinicNumber));
            upsert.setArray(3, array(connection, words, "bytea", Word::sender));
            upsert.setArray(4, array(connection, words, "bool", Word::optedOut));
            upsert.setArray(
                    5, array(connection, words, "timestamptz", word -> word.at().toString()));
            upsert.setArray(6, array(connection, words, "bool", Word::whatsapp));
            upsert.executeUpdate();
        }
        var starting = words.stream()
                .filter(word -> Boolean.FALSE.equals(word.optedOut()))
                .toList();
        if (!starting.isEmpty()) {
            start(connection, starting);
        }
    }

    private static void start(Connection connection, List<Word> words) throws SQLException {
        try (var update = connection.prepareStatement(START)) {
            update.setArray(1, array(connection, words, "uuid", Word::clinic));
            update.setArray(2, array(connection, words, "bytea", Word::sender));
            update.setArray(
                    3, array(connection, words, "timestamptz", word -> word.at().toString()));
            update.executeUpdate();
        }
    }

    private static java.sql.Array array(
            Connection connection, Collection<Word> words, String type, Function<Word, @Nullable Object> value)
            throws SQLException {
        var values = words.stream().map(value);
        // The driver takes byte[] inside an Object[] for an array of its own.
        return connection.createArrayOf(type, type.equals("bytea") ? values.toArray(byte[][]::new) : values.toArray());
    }
}
