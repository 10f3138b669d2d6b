package io.carillon.booking.hold;

import io.carillon.booking.appointment.AsSent;
import io.carillon.booking.appointment.FailureCode;
import io.carillon.booking.appointment.OwnOffers;
import io.carillon.booking.appointment.Requester;
import io.carillon.booking.hold.HoldGuard.Terms;
import io.carillon.booking.hold.HoldOutcome.NotDone;
import io.carillon.booking.hold.HoldOutcome.Released;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.slot.SlotClaims;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Lets holds go before their time. Asked twice, it is done once and answered alike. */
@ApplicationScoped
public class Releasing implements OwnOffers {

    private final HoldGuard guard;
    private final SlotClaims claims;
    private final HoldRepository holds;
    private final HoldTeller teller;
    private final Clock clock;

    Releasing(HoldGuard guard, SlotClaims claims, HoldRepository holds, HoldTeller teller, Clock clock) {
        this.guard = guard;
        this.claims = claims;
        this.holds = holds;
        this.teller = teller;
        this.clock = clock;
    }

    HoldOutcome release(Hold hold, Requester requester) {
        var now = clock.instant();
        var sent = new AsSent(
                null, hold.doctorId(), hold.slot().start(), hold.slot().end());
        var terms = new Terms(hold.clinic(), sent, requester.deadline(), Optional.empty());
        var outcome = guard.run(terms, connection -> {
            claims.lock(connection, List.of(hold.doctorId()));
            var current = holds.find(connection, hold.id()).orElse(hold);
            if (current.status() == Hold.Status.CONFIRMED) {
                return Optional.of(new NotDone(terms.refused(
                        FailureCode.STATUS_CONFLICT, "The hold has become an appointment; cancel that.")));
            }
            release(connection, hold, requester, now);
            return Optional.of(new Released());
        });
        return outcome.orElseThrow();
    }

    /**
     * Lets a hold of {@code doctorId} go as part of a transaction that wants its time; nothing happens where there is none
     * any more.
     *
     * @param connection in a transaction of the clinic that holds the doctor's lock
     */
    public void release(Connection connection, UUID id, String doctorId, Requester requester, Instant now)
            throws SQLException {
        var hold = holds.find(connection, id).filter(found -> found.doctorId().equals(doctorId));
        if (hold.isPresent()) {
            release(connection, hold.get(), requester, now);
        }
    }

    @Override
    public int letGo(
            Connection connection, String callId, String doctorId, TimeRange during, Requester requester, Instant now)
            throws SQLException {
        var released = holds.releaseOfCall(connection, callId, doctorId, during, now);
        claims.release(connection, released.stream().map(Hold::id).toList());
        for (var hold : released) {
            teller.released(connection, hold, requester, now);
        }
        return released.size();
    }

    private void release(Connection connection, Hold hold, Requester requester, Instant now) throws SQLException {
        if (holds.release(connection, hold.id(), now)) {
            claims.release(connection, List.of(hold.id()));
            teller.released(connection, hold, requester, now);
        }
    }
}
