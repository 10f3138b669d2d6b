package io.carillon.webhook.sms;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works the outbox off: claims a batch of due rows, lets go of the database, takes each one step further, writes down how
 * each ended. Any number of replicas do so side by side; a row that one of them died with is looked up by another when its
 * lease is over.
 */
@ApplicationScoped
class SmsWorker {

    private static final Logger LOG = Logger.getLogger(SmsWorker.class);

    private final Transactions transactions;
    private final OutboxRepository outbox;
    private final AccountRepository accounts;
    private final Sending sending;
    private final OutcomeWriter outcomes;
    private final SmsQueue queue;
    private final TwilioBreaker breaker;
    private final SmsAccount account;
    private final SmsSettings settings;
    private final Clock clock;
    private final ExecutorService rows = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;
    private boolean complained;
    private @Nullable Thread thread;

    @SuppressWarnings("TooManyParameters")
    SmsWorker(
            Transactions transactions,
            OutboxRepository outbox,
            AccountRepository accounts,
            Sending sending,
            OutcomeWriter outcomes,
            SmsQueue queue,
            TwilioBreaker breaker,
            SmsAccount account,
            SmsSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.outbox = outbox;
        this.accounts = accounts;
        this.sending = sending;
        this.outcomes = outcomes;
        this.queue = queue;
        this.breaker = breaker;
        this.account = account;
        this.settings = settings;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (account.sid().isEmpty()) {
            LOG.info("No TWILIO_ACCOUNT_SID: appointments are not confirmed by text message");
            return;
        }
        thread = Thread.ofVirtual().name("sms-worker").start(this::workUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        queue.ring();
        if (thread != null) {
            thread.join(settings.connect().plus(settings.answer()));
        }
        rows.shutdownNow();
    }

    private void workUntilStopped() {
        try {
            while (!stopping) {
                if (!roundLeftMore()) {
                    queue.awaitRing(settings.look());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether more may be due already. */
    private boolean roundLeftMore() throws InterruptedException {
        try {
            var more = round() == settings.batch();
            complained = false;
            return more;
        } catch (DatabaseUnavailableException e) {
            LOG.debugf("messages wait: %s", e.title());
        } catch (RuntimeException e) {
            // Whatever it is, the next look may fare better; a worker that ended would be noticed by nobody. Told once:
            // before the tables are made there are ten looks.
            if (!complained) {
                LOG.error("Messages wait", e);
            }
            complained = true;
        }
        return false;
    }

    /** One batch. @return rows claimed */
    int round() throws InterruptedException {
        var now = clock.instant();
        var claims = transactions.acrossClinics(connection -> {
            var standing = accounts.find(connection, account.sid().orElseThrow());
            if (standing.paused(now)) {
                return List.<Claim>of();
            }
            // While Twilio lets nobody in, or not much, one message is enough to find out whether that is over.
            var limit = breaker.closed() && standing.pauses() == 0 ? settings.batch() : 1;
            return outbox.claim(connection, limit, now, now.plus(settings.lease()));
        });
        finished(claims.stream()
                .<Future<?>>map(claim -> rows.submit(() -> outcomes.write(claim, sending.work(claim))))
                .toList());
        return claims.size();
    }

    private static void finished(List<Future<?>> all) throws InterruptedException {
        for (var one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                // Its lease ends, and it is looked up.
                LOG.error("How a message ended could not be written", e.getCause());
            }
        }
    }
}
