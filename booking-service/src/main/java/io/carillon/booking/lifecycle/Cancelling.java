package io.carillon.booking.lifecycle;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.Requester;
import io.carillon.booking.slot.SlotClaims;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Calls appointments off as part of something larger, in the transaction of whoever asks. */
@ApplicationScoped
public class Cancelling {

    private final StandingRepository standings;
    private final SlotClaims claims;
    private final ChangeTeller teller;

    Cancelling(StandingRepository standings, SlotClaims claims, ChangeTeller teller) {
        this.standings = standings;
        this.claims = claims;
        this.teller = teller;
    }

    /**
     * Gives the time back, changes the row and tells of it, as a cancellation asked for by itself does.
     *
     * @param connection in a transaction of the clinic that holds the doctor's lock
     * @return whether there was something to call off
     */
    public boolean cancel(Connection connection, UUID appointmentId, Requester requester, Instant now)
            throws SQLException {
        var before = standings.locked(connection, appointmentId);
        if (before.isEmpty() || !before.get().claims()) {
            return false;
        }
        var after = before.get().withStatus(Appointment.CANCELLED);
        claims.free(connection, appointmentId);
        standings.update(connection, after, null, requester.name(), now);
        teller.tell(connection, new Change.Cancel(null), before.get(), after, requester, now);
        return true;
    }
}
