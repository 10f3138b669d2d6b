package io.carillon.webhook.vapi;

import io.carillon.kit.database.Times;
import io.carillon.webhook.delivery.Accepted;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes what messages say into {@code vapi_calls}, {@code vapi_call_events} and {@code vapi_transcripts}: each a single
 * statement for a whole batch, in which PostgreSQL itself puts together what several messages say of one call.
 */
final class CallMessages {

    private CallMessages() {}

    /** In the order in which a call goes through them; what Vapi names otherwise stands before them all. */
    private static final List<String> STATUSES =
            List.of("scheduled", "queued", "ringing", "in-progress", "forwarding", "ended");

    private static final String ENDED = STATUSES.getLast();

    /** A message that was accepted, and what it says. */
    record Row(
            Accepted accepted,
            MessageType type,
            String subject,
            @Nullable String assistantId,
            Happening happening) {

        String callId() {
            return accepted.callback().callId();
        }
    }

    /** A word is the last that was said, a status the furthest. */
    private static final String CALLS = """
            insert into vapi_calls as known (call_id, org_id, subject, assistant_id, status, status_rank, started_at, ended_at,
                ended_reason, duration_seconds, cost, language, transferred_to, success_evaluation, deleted, first_at, last_at)
            select call_id,
                (array_agg(org_id order by n) filter (where org_id is not null))[1],
                (array_agg(subject order by n))[1],
                (array_agg(assistant_id order by n desc) filter (where assistant_id is not null))[1],
                (array_agg(status order by status_rank desc, n desc) filter (where status is not null))[1],
                max(status_rank),
                max(started_at), max(ended_at),
                (array_agg(ended_reason order by n desc) filter (where ended_reason is not null))[1],
                max(duration_seconds), max(cost),
                (array_agg(language order by n desc) filter (where language is not null))[1],
                (array_agg(transferred_to order by n desc) filter (where transferred_to is not null))[1],
                (array_agg(success_evaluation order by n desc) filter (where success_evaluation is not null))[1],
                bool_or(deleted), min(at), max(at)
            from unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::smallint[], ?::timestamptz[], ?::timestamptz[],
                    ?::text[], ?::numeric[], ?::numeric[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::timestamptz[])
                with ordinality as message (call_id, org_id, subject, assistant_id, status, status_rank, started_at, ended_at,
                    ended_reason, duration_seconds, cost, language, transferred_to, success_evaluation, deleted, at, n)
            group by call_id
            order by call_id
            on conflict (call_id) do update set
                org_id = coalesce(known.org_id, excluded.org_id),
                assistant_id = coalesce(excluded.assistant_id, known.assistant_id),
                status = case when excluded.status_rank >= known.status_rank then coalesce(excluded.status, known.status)
                    else known.status end,
                status_rank = greatest(known.status_rank, excluded.status_rank),
                started_at = coalesce(excluded.started_at, known.started_at),
                ended_at = coalesce(excluded.ended_at, known.ended_at),
                ended_reason = coalesce(excluded.ended_reason, known.ended_reason),
                duration_seconds = coalesce(excluded.duration_seconds, known.duration_seconds),
                cost = coalesce(excluded.cost, known.cost),
                language = coalesce(excluded.language, known.language),
                transferred_to = coalesce(excluded.transferred_to, known.transferred_to),
                success_evaluation = coalesce(excluded.success_evaluation, known.success_evaluation),
                deleted = known.deleted or excluded.deleted,
                first_at = least(known.first_at, excluded.first_at),
                last_at = greatest(known.last_at, excluded.last_at)
            """;

    private static final String EVENTS = """
            insert into vapi_call_events as known (call_id, type, org_id, count, first_at, last_at, detail)
            select message.call_id, type, vapi_calls.org_id, count(*), min(at), max(at),
                (array_agg(detail order by n desc) filter (where detail is not null))[1]
            from unnest(?::text[], ?::text[], ?::timestamptz[], ?::text[])
                with ordinality as message (call_id, type, at, detail, n)
            join vapi_calls using (call_id)
            group by message.call_id, type, vapi_calls.org_id
            order by message.call_id, type
            on conflict (call_id, type) do update set
                count = known.count + excluded.count,
                first_at = least(known.first_at, excluded.first_at),
                last_at = greatest(known.last_at, excluded.last_at),
                detail = coalesce(excluded.detail, known.detail)
            """;

    /** Of a call that was deleted nothing more is kept. */
    private static final String TRANSCRIPTS = """
            insert into vapi_transcripts (ce_id, call_id, org_id, said_at, role, text)
            select ce_id, message.call_id, vapi_calls.org_id, at, role, text
            from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::text[])
                as message (ce_id, call_id, at, role, text)
            join vapi_calls using (call_id)
            where not vapi_calls.deleted
            on conflict (ce_id, role) do nothing
            """;

    private static final String FORGET = """
            delete from vapi_transcripts using vapi_calls
            where vapi_transcripts.call_id = any (?::text[]) and vapi_calls.call_id = vapi_transcripts.call_id
                and vapi_calls.deleted
            """;

    static void write(Connection connection, List<Row> rows) throws SQLException {
        calls(connection, rows);
        events(connection, rows);
        transcripts(connection, rows);
        var deleted = rows.stream()
                .filter(row -> row.happening() instanceof Happening.Deleted)
                .toList();
        if (!deleted.isEmpty()) {
            try (var statement = connection.prepareStatement(FORGET)) {
                text(statement, 1, deleted, Row::callId);
                statement.executeUpdate();
            }
        }
    }

    private static void calls(Connection connection, List<Row> rows) throws SQLException {
        try (var insert = connection.prepareStatement(CALLS)) {
            text(insert, 1, rows, Row::callId);
            array(insert, 2, "uuid", rows, row -> row.accepted().orgId());
            text(insert, 3, rows, Row::subject);
            text(insert, 4, rows, Row::assistantId);
            text(insert, 5, rows, row -> status(row.happening()));
            array(insert, 6, "smallint", rows, row -> rank(status(row.happening())));
            time(insert, 7, rows, row -> of(row, Happening.Ended.class, Happening.Ended::startedAt));
            time(insert, 8, rows, row -> of(row, Happening.Ended.class, Happening.Ended::endedAt));
            text(insert, 9, rows, row -> endedReason(row.happening()));
            array(
                    insert,
                    10,
                    "numeric",
                    rows,
                    row -> seconds(of(row, Happening.Ended.class, Happening.Ended::duration)));
            array(insert, 11, "numeric", rows, row -> of(row, Happening.Ended.class, Happening.Ended::cost));
            text(
                    insert,
                    12,
                    rows,
                    row -> of(row, Happening.LanguageChanged.class, Happening.LanguageChanged::language));
            text(insert, 13, rows, row -> of(row, Happening.Transferred.class, Happening.Transferred::to));
            text(insert, 14, rows, row -> of(row, Happening.Ended.class, Happening.Ended::successEvaluation));
            array(insert, 15, "boolean", rows, row -> row.happening() instanceof Happening.Deleted);
            time(insert, 16, rows, row -> row.accepted().at());
            insert.executeUpdate();
        }
    }

    private static void events(Connection connection, List<Row> rows) throws SQLException {
        try (var insert = connection.prepareStatement(EVENTS)) {
            text(insert, 1, rows, Row::callId);
            text(insert, 2, rows, row -> row.type().wire());
            time(insert, 3, rows, row -> row.accepted().at());
            text(insert, 4, rows, row -> of(row, Happening.Noted.class, Happening.Noted::detail));
            insert.executeUpdate();
        }
    }

    private static void transcripts(Connection connection, List<Row> rows) throws SQLException {
        var said = rows.stream().flatMap(row -> Sentence.of(row).stream()).toList();
        if (said.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement(TRANSCRIPTS)) {
            array(
                    insert,
                    1,
                    "uuid",
                    said,
                    sentence -> UUID.fromString(sentence.row().accepted().ceId()));
            text(insert, 2, said, sentence -> sentence.row().callId());
            time(insert, 3, said, sentence -> sentence.row().accepted().at());
            text(insert, 4, said, Sentence::role);
            text(insert, 5, said, Sentence::text);
            insert.executeUpdate();
        }
    }

    /** Something that was said, or what became of it all. */
    private record Sentence(Row row, String role, String text) {

        static List<Sentence> of(Row row) {
            return switch (row.happening()) {
                case Happening.Said(String role, String text) -> List.of(new Sentence(row, role, text));
                case Happening.Ended ended ->
                    java.util.stream.Stream.of(
                                    whole(row, "summary", ended.summary()),
                                    whole(row, "transcript", ended.transcript()))
                            .flatMap(List::stream)
                            .toList();
                default -> List.of();
            };
        }

        private static List<Sentence> whole(Row row, String role, @Nullable String text) {
            return text == null ? List.of() : List.of(new Sentence(row, role, text));
        }
    }

    private static @Nullable String status(Happening happening) {
        return switch (happening) {
            case Happening.Status status -> status.status();
            case Happening.Ended ended -> ENDED;
            default -> null;
        };
    }

    private static short rank(@Nullable String status) {
        return (short) (status == null ? 0 : STATUSES.indexOf(status) + 1);
    }

    private static @Nullable String endedReason(Happening happening) {
        return switch (happening) {
            case Happening.Status status -> status.endedReason();
            case Happening.Ended ended -> ended.reason();
            default -> null;
        };
    }

    private static @Nullable BigDecimal seconds(@Nullable Duration duration) {
        return duration == null ? null : BigDecimal.valueOf(duration.toMillis(), 3);
    }

    private static <H extends Happening, T> @Nullable T of(Row row, Class<H> kind, Function<H, @Nullable T> what) {
        return kind.isInstance(row.happening()) ? what.apply(kind.cast(row.happening())) : null;
    }

    private static <R> void text(
            PreparedStatement statement, int index, List<R> rows, Function<R, @Nullable String> value)
            throws SQLException {
        array(statement, index, "text", rows, value);
    }

    private static <R> void time(
            PreparedStatement statement, int index, List<R> rows, Function<R, @Nullable Instant> value)
            throws SQLException {
        array(statement, index, "timestamptz", rows, row -> Times.utcOrNull(value.apply(row)));
    }

    private static <R> void array(
            PreparedStatement statement,
            int index,
            String type,
            List<R> rows,
            Function<R, ? extends @Nullable Object> value)
            throws SQLException {
        var values = rows.stream().map(value).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }
}
