package io.carillon.booking.calendar;

import io.carillon.kit.database.Transactions;
import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.retry.Backoff;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Writes down how telling Google ended: when to try again, whether its whole clinic waits, whether a person must know. */
@ApplicationScoped
class OutcomeWriter {

    /** Counter and event word of a credential that Google refuses (R-EXT-15). */
    static final String CREDENTIAL_INVALID = "credential_invalid";

    private final Transactions transactions;
    private final SyncRepository syncs;
    private final CredentialRepository credentials;
    private final FailedEntries failures;
    private final Metrics metrics;
    private final CalendarSettings settings;
    private final Clock clock;
    private final Backoff backoff;

    OutcomeWriter(
            Transactions transactions,
            SyncRepository syncs,
            CredentialRepository credentials,
            FailedEntries failures,
            Metrics metrics,
            CalendarSettings settings,
            Clock clock,
            RandomGenerator random) {
        this.transactions = transactions;
        this.syncs = syncs;
        this.credentials = credentials;
        this.failures = failures;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
        this.backoff = new Backoff(settings.firstPause(), settings.longestPause(), random);
    }

    void write(Claim claim, SyncOutcome outcome) {
        var now = clock.instant();
        var alarm = transactions.acrossClinics(connection -> written(connection, claim, outcome, now));
        if (alarm && outcome instanceof SyncOutcome.NotTold(Problem problem, var _)) {
            alarm(claim, problem);
        }
    }

    /** Whether a person is to be told. */
    private boolean written(Connection connection, Claim claim, SyncOutcome outcome, Instant now) throws SQLException {
        return switch (outcome) {
            case SyncOutcome.Told _ -> {
                syncs.told(connection, claim);
                if (claim.pauses() > 0) {
                    credentials.resume(connection, claim.clinic(), now);
                }
                yield false;
            }
            case SyncOutcome.TakenOut _ -> {
                syncs.takenOut(connection, claim);
                yield false;
            }
            case SyncOutcome.NotTold notTold -> putOff(connection, claim, notTold, now);
        };
    }

    private boolean putOff(Connection connection, Claim claim, SyncOutcome.NotTold notTold, Instant now)
            throws SQLException {
        var problem = notTold.problem();
        var attempts = claim.attempts() + 1;
        switch (problem.kind()) {
            case NOT_ASKED ->
                syncs.putOff(connection, claim, problem, claim.attempts(), now.plus(settings.look()), false);
            case OUTAGE -> {
                var wait = longer(backoff.after(attempts), notTold);
                putOff(connection, claim, problem, attempts, now.plus(wait), attempts >= settings.attempts());
            }
            case CLINIC -> {
                var wait = longer(backoff.after(claim.pauses() + 1), notTold);
                pause(connection, claim, problem, now, wait);
            }
            case PERSON -> pause(connection, claim, problem, now, settings.credentialPause());
            case ROW -> putOff(connection, claim, problem, attempts, now, true);
        }
        return needsAPerson(problem)
                && credentials.mayAlarm(connection, claim.clinic(), now, settings.credentialPause());
    }

    /** Where it is not tried again by itself, that is kept among the failures of bookings (R-BOOK-03). */
    private void putOff(
            Connection connection, Claim claim, Problem problem, int attempts, Instant until, boolean failed)
            throws SQLException {
        if (syncs.putOff(connection, claim, problem, attempts, until, failed)) {
            failures.keep(connection, claim, problem);
        }
    }

    private static boolean needsAPerson(Problem problem) {
        return problem.kind() == Problem.Kind.PERSON || problem == Problem.CALENDAR_FORBIDDEN;
    }

    /** The row keeps its place: not it has failed, its clinic waits. */
    private void pause(Connection connection, Claim claim, Problem problem, Instant now, Duration wait)
            throws SQLException {
        credentials.pause(connection, claim.clinic(), claim.credentialVersion(), problem, now, now.plus(wait));
        syncs.putOff(connection, claim, problem, claim.attempts(), now, false);
    }

    private static Duration longer(Duration own, SyncOutcome.NotTold notTold) {
        return notTold.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
    }

    private void alarm(Claim claim, Problem problem) {
        metrics.count(CREDENTIAL_INVALID, Map.of("service", GoogleCircuit.SERVICE, "reason", problem.word()));
        LogFields.of("service", GoogleCircuit.SERVICE)
                .with("event", CREDENTIAL_INVALID)
                .with("reason", problem.word())
                .with("clinic", claim.clinic().toString())
                .warn(
                        CREDENTIAL_INVALID,
                        "Google Calendar does not let us in (credential_invalid): a person is needed");
    }
}
