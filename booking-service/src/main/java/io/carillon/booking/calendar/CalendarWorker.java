package io.carillon.booking.calendar;

import io.carillon.booking.mode.PlatformMode;
import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.work.BatchWorker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Tells Google what it has not heard, a batch of due rows at a time. */
@ApplicationScoped
class CalendarWorker {

    private static final Logger LOG = Logger.getLogger(CalendarWorker.class);

    private final Transactions transactions;
    private final SyncRepository syncs;
    private final EventSync sync;
    private final OutcomeWriter outcomes;
    private final Circuit google;
    private final GoogleAccount account;
    private final CalendarCheck check;
    private final CalendarSettings settings;
    private final PlatformMode mode;
    private final Clock clock;
    private final BatchWorker<Claim> worker;

    @SuppressWarnings("TooManyParameters")
    CalendarWorker(
            DatabaseWatch database,
            Transactions transactions,
            SyncRepository syncs,
            EventSync sync,
            OutcomeWriter outcomes,
            CalendarQueue queue,
            @Identifier(GoogleCircuit.SERVICE) Circuit google,
            GoogleAccount account,
            CalendarCheck check,
            CalendarSettings settings,
            PlatformMode mode,
            Clock clock) {
        this.transactions = transactions;
        this.syncs = syncs;
        this.sync = sync;
        this.outcomes = outcomes;
        this.google = google;
        this.account = account;
        this.check = check;
        this.settings = settings;
        this.mode = mode;
        this.clock = clock;
        this.worker = new BatchWorker<>(
                new BatchWorker.Settings(
                        "calendar-worker",
                        settings.batch(),
                        settings.look(),
                        settings.connect().plus(settings.answer())),
                database,
                queue.bell(),
                this::claimed,
                this::work);
    }

    void start(@Observes StartupEvent event) {
        if (account.client().isEmpty()) {
            LOG.info("No GOOGLE_CLIENT_ID: appointments are not told to Google calendars");
            return;
        }
        worker.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        worker.stop();
    }

    /** One batch. @return rows claimed */
    int round() throws InterruptedException {
        return worker.round();
    }

    /** None while the platform is closed for writing: of a booking that was lost, Google may have the last copy. */
    private List<Claim> claimed() {
        if (!mode.writable()) {
            return List.of();
        }
        if (google.hasRecovered()) {
            check.afterOutage();
        }
        // While the circuit is open one row is enough to find out whether Google is back.
        var limit = google.closed() ? settings.batch() : 1;
        var now = clock.instant();
        return transactions.acrossClinics(
                connection -> syncs.claim(connection, limit, now, now.plus(settings.lease())));
    }

    private void work(Claim claim) {
        outcomes.write(claim, sync.sync(claim));
    }
}
