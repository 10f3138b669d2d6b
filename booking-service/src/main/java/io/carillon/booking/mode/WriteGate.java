package io.carillon.booking.mode;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Counts the writes that are under way, so that whoever has closed something can wait for those that had slipped in
 * before. Writes that begin later are counted apart: a flow of them that never ends keeps nobody waiting.
 */
@ApplicationScoped
class WriteGate {

    /** One party is the epoch's own; it leaves when the next epoch begins. */
    private volatile Phaser epoch = new Phaser(1);

    /** A write under way. */
    static final class Ticket {

        private final Phaser epoch;
        private final AtomicBoolean left = new AtomicBoolean();

        private Ticket(Phaser epoch) {
            this.epoch = epoch;
        }

        /** The write is over; saying so again changes nothing. */
        void leave() {
            if (left.compareAndSet(false, true)) {
                epoch.arriveAndDeregister();
            }
        }
    }

    /** First enter, then look whether it is open: so a write that saw the old state is waited for. */
    Ticket enter() {
        while (true) {
            var current = epoch;
            if (current.register() >= 0) {
                return new Ticket(current);
            }
        }
    }

    /**
     * Waits for all writes that entered before this call.
     *
     * @return false when some were still under way after {@code patience}
     */
    boolean drain(Duration patience) throws InterruptedException {
        Phaser closing;
        synchronized (this) {
            closing = epoch;
            epoch = new Phaser(1);
        }
        var phase = closing.arriveAndDeregister();
        try {
            closing.awaitAdvanceInterruptibly(phase, patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
