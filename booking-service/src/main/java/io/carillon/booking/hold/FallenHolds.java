package io.carillon.booking.hold;

import io.carillon.booking.slot.SlotClaims;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.database.Turn;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Ends holds that nobody ended: those of calls that are over, and those that ran out. Works over all clinics, and locks
 * doctors before it touches their claims, like everybody who writes claims.
 */
@ApplicationScoped
class FallenHolds {

    /** Doctors looked after in one go, and holds of one doctor in one transaction. */
    private static final int BATCH = 200;

    /** One runner over all replicas; each transaction asks for it anew, and ends with it. */
    private static final Turn TURN = new Turn("carillon hold sweep");

    private static final Logger LOG = Logger.getLogger(FallenHolds.class);

    private final Transactions transactions;
    private final SlotClaims claims;
    private final HoldRepository holds;
    private final HoldTeller teller;
    private final HoldSettings settings;
    private final Outbox outbox;
    private final Metrics metrics;
    private final Clock clock;

    FallenHolds(
            Transactions transactions,
            SlotClaims claims,
            HoldRepository holds,
            HoldTeller teller,
            HoldSettings settings,
            Outbox outbox,
            Metrics metrics,
            Clock clock) {
        this.transactions = transactions;
        this.claims = claims;
        this.holds = holds;
        this.teller = teller;
        this.settings = settings;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Lets all holds of a call go. Told twice that the call ended, it finds nothing to do. */
    void callEnded(String callId) {
        var fallen = transactions.acrossClinics(connection -> {
            var doctors = holds.doctorsOfCall(connection, callId);
            if (doctors.isEmpty()) {
                return List.<Hold>of();
            }
            claims.lock(connection, doctors);
            return told(connection, holds.releaseCall(connection, callId, clock.instant()), Hold.Reason.CALL_ENDED);
        });
        counted(fallen, Hold.Reason.CALL_ENDED);
    }

    /** Tells of the holds that ran out, at most some thousands in one go, and forgets those that ended long ago. */
    void expire() {
        var now = clock.instant();
        for (var doctor : transactions.acrossClinics(connection -> holds.doctorsToExpire(connection, now, BATCH))) {
            counted(transactions.acrossClinics(connection -> expired(connection, doctor, now)), Hold.Reason.EXPIRED);
        }
        transactions.acrossClinics(connection -> {
            holds.forget(connection, now.minus(settings.remembered()), BATCH);
            return now;
        });
    }

    private List<Hold> expired(Connection connection, String doctorId, Instant now) throws SQLException {
        if (!TURN.taken(connection)) {
            return List.of();
        }
        claims.lock(connection, List.of(doctorId));
        return told(connection, holds.expire(connection, doctorId, now, BATCH), Hold.Reason.EXPIRED);
    }

    private List<Hold> told(Connection connection, List<Hold> fallen, Hold.Reason reason) throws SQLException {
        claims.release(connection, fallen.stream().map(Hold::id).toList());
        for (var hold : fallen) {
            teller.ended(connection, hold, reason);
        }
        return fallen;
    }

    private void counted(List<Hold> fallen, Hold.Reason reason) {
        if (fallen.isEmpty()) {
            return;
        }
        outbox.ring();
        fallen.forEach(_ -> metrics.count("hold.fallen", Map.of("reason", reason.word())));
        LOG.infof("Holds ended: count=%d reason=%s", fallen.size(), reason.word());
    }
}
