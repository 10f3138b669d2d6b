package io.carillon.webhook.sms;

import io.carillon.kit.access.Caller;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.sms.FailedRepository.Failed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What operators see of failed messages and order for them, each order audited in the transaction that carries it out. */
@ApplicationScoped
class RetryDesk {

    private final Transactions transactions;
    private final FailedRepository messages;
    private final ClinicDirectory directory;
    private final Caller caller;
    private final ChangeTrail trail;
    private final SmsQueue queue;
    private final SmsSettings settings;
    private final Clock clock;

    RetryDesk(
            Transactions transactions,
            FailedRepository messages,
            ClinicDirectory directory,
            Caller caller,
            ChangeTrail trail,
            SmsQueue queue,
            SmsSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.messages = messages;
        this.directory = directory;
        this.caller = caller;
        this.trail = trail;
        this.queue = queue;
        this.settings = settings;
        this.clock = clock;
    }

    /** What came of the wish to send a message again. */
    sealed interface Outcome {

        /** It is looked up, and sent again if it did not arrive. */
        record Queued() implements Outcome {}

        record Unknown() implements Outcome {}

        record NotFailed(State state) implements Outcome {}

        record TooLate() implements Outcome {}
    }

    List<Failed> page(@Nullable Integer code, @Nullable String clinic, @Nullable UUID after, int limit) {
        var only = clinic(clinic);
        return transactions.visibleTo(
                caller.clinic(), connection -> messages.page(connection, code, only, after, limit));
    }

    Outcome retry(UUID id) {
        var now = clock.instant();
        var outcome = transactions.visibleTo(caller.clinic(), connection -> {
            var found = messages.lock(connection, id);
            if (found.isEmpty()) {
                return new Outcome.Unknown();
            }
            var message = found.get();
            var refusal = refusal(message);
            if (refusal.isPresent()) {
                return refusal.get();
            }
            messages.retry(connection, id, now, now.plus(settings.validity()));
            trail.changed(
                    connection,
                    message.clinic(),
                    "sms",
                    id.toString(),
                    "RETRY",
                    message.state().word(),
                    null);
            return new Outcome.Queued();
        });
        ring();
        return outcome;
    }

    private Optional<Outcome> refusal(Failed message) {
        if (!clock.instant().isBefore(message.start())) {
            return Optional.of(new Outcome.TooLate());
        }
        return switch (message.state()) {
            case FAILED, UNDELIVERED, UNKNOWN -> Optional.empty();
            case QUEUED, SENDING, SENT, DELIVERED, SUPPRESSED -> Optional.of(new Outcome.NotFailed(message.state()));
        };
    }

    int retryAll(int code, @Nullable String clinic, int limit) {
        var only = clinic(clinic);
        var now = clock.instant();
        var queued = transactions.visibleTo(caller.clinic(), connection -> {
            var count = messages.retryAll(connection, code, only, limit, now, now.plus(settings.validity()));
            trail.changed(
                    connection,
                    caller.clinic().orElse(only),
                    "sms",
                    "errorCode " + code,
                    "RETRY",
                    null,
                    count + " messages");
            return count;
        });
        ring();
        return queued;
    }

    private void ring() {
        trail.committed();
        queue.ring();
    }

    /** Null for all. For a caller who speaks for one clinic the others' rows do not exist anyway. */
    private @Nullable UUID clinic(@Nullable String codeOrId) {
        return QueryParameters.given("clinic", codeOrId)
                .map(name -> directory.all().stream()
                        .filter(clinic -> clinic.code().equals(name) || name.equals(String.valueOf(clinic.orgId())))
                        .map(Clinic::orgId)
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(
                                404, "UNKNOWN_CLINIC", "Unknown clinic", "There is no clinic with this code or id.")))
                .orElse(null);
    }
}
