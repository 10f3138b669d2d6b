package io.carillon.booking.appointment;

import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * A refusal as PostgreSQL sees it: one exchange in which attempt, event and kept answer are written by one statement.
 *
 * @param event that it was refused
 * @param kept the request's key and the answer to it; empty where the request may be sent again
 */
record RefusedStatement(UUID clinic, FailedAttempt attempt, Outbox.Row event, Optional<Kept> kept) {

    private static final String WRITE = """
            with attempt as (
                insert into booking_attempts (id, org_id, doctor_id, patient_id, start_time, end_time, code, detail,
                                              request_id, started_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ), told as (
                insert into outbox (topic, key, headers, data) values (?, ?, ?::json, ?::json)
            )%s
            select 1
            """;

    private static final String KEEP = """
            , kept as (
                insert into idempotency_keys (actor, key, org_id, fingerprint, status, media_type, location, body)
                values (?, ?, ?, ?, ?, ?, ?, ?)
            )
            """;

    private static final String REFUSE = String.join(";\n", Transactions.ENTER, WRITE.formatted(""));
    private static final String REFUSE_WITH_KEY = String.join(";\n", Transactions.ENTER, WRITE.formatted(KEEP));

    /** What a request with a key was answered. */
    record Kept(IdempotencyKey key, Answer answer) {}

    /** @throws SQLException by {@link io.carillon.booking.idempotency.KeptAnswers#TAKEN} when the key is in use */
    void execute(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(kept.isPresent() ? REFUSE_WITH_KEY : REFUSE)) {
            var parameters =
                    new StatementParameters(statement).add(clinic.toString()).add(Transactions.lockTimeout());
            bindAttempt(parameters);
            parameters.add(event.topic()).add(event.key()).add(event.headers()).add(event.data());
            if (kept.isPresent()) {
                bindAnswer(parameters, kept.get());
            }
            statement.execute();
        }
    }

    private void bindAttempt(StatementParameters parameters) throws SQLException {
        parameters
                .add(attempt.id())
                .add(clinic)
                .add(attempt.sent().doctorId())
                .add(attempt.sent().patientId())
                .add(attempt.sent().start())
                .add(attempt.sent().end())
                .add(attempt.code())
                .add(attempt.detail())
                .add(attempt.requestId())
                .add(attempt.startedAt());
    }

    private void bindAnswer(StatementParameters parameters, Kept kept) throws SQLException {
        parameters
                .add(kept.key().actor())
                .add(kept.key().key())
                .add(clinic)
                .add(kept.key().fingerprint())
                .add(kept.answer().status())
                .add(kept.answer().mediaType())
                .add(kept.answer().location())
                .add(kept.answer().body());
    }
}
