package io.carillon.webhook.sms;

import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.work.BatchWorker;
import io.carillon.webhook.twilioapi.TwilioApi;
import io.carillon.webhook.twilioapi.TwilioCircuit;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Takes each message that is due one step further; one whose worker died is looked up before anything else. */
@ApplicationScoped
class SmsWorker {

    private static final Logger LOG = Logger.getLogger(SmsWorker.class);

    private final Transactions transactions;
    private final OutboxRepository outbox;
    private final AccountRepository accounts;
    private final Sending sending;
    private final OutcomeWriter outcomes;
    private final Circuit circuit;
    private final SmsAccount account;
    private final SmsSettings settings;
    private final Clock clock;
    private final BatchWorker<Claim> worker;

    @SuppressWarnings("TooManyParameters")
    SmsWorker(
            DatabaseWatch database,
            Transactions transactions,
            OutboxRepository outbox,
            AccountRepository accounts,
            Sending sending,
            OutcomeWriter outcomes,
            SmsQueue queue,
            TwilioApi twilio,
            @Identifier(TwilioCircuit.SERVICE) Circuit circuit,
            SmsAccount account,
            SmsSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.accounts = accounts;
        this.sending = sending;
        this.outcomes = outcomes;
        this.circuit = circuit;
        this.account = account;
        this.settings = settings;
        this.clock = clock;
        this.worker = new BatchWorker<>(
                new BatchWorker.Settings("sms-worker", settings.batch(), settings.look(), twilio.longest()),
                database,
                queue.bell(),
                this::claimed,
                this::work);
    }

    void start(@Observes StartupEvent event) {
        if (account.sid().isEmpty()) {
            LOG.info("No TWILIO_ACCOUNT_SID: appointments are not confirmed by text message");
            return;
        }
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    private List<Claim> claimed() {
        var now = clock.instant();
        return transactions.acrossClinics(connection -> {
            var standing = accounts.find(connection, account.sid().orElseThrow());
            if (standing.paused(now)) {
                return List.of();
            }
            // While Twilio lets nobody in, or not much, one message is enough to find out whether that is over.
            var limit = circuit.closed() && standing.pauses() == 0 ? settings.batch() : 1;
            return outbox.claim(connection, limit, now, now.plus(settings.lease()));
        });
    }

    private void work(Claim claim) {
        sending.work(claim).ifPresent(done -> outcomes.write(claim, done));
    }
}
