package io.carillon.booking.appointment;

import io.carillon.booking.schedule.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/**
 * What a call has on hold for its caller to choose from. It keeps others off the time and never that caller: who books or
 * moves on the call has chosen, so what the call still has on hold of the wanted time falls in the transaction that claims
 * it, and stands where that transaction comes to nothing (ADR 17).
 */
public interface OwnOffers {

    /**
     * Lets go of what the call has on hold of a doctor's time; what has run out is left to the sweep.
     *
     * @param connection in a transaction of the clinic that holds the doctor's lock
     * @param during what is to be claimed, buffers included
     * @return how many holds that were
     */
    int letGo(Connection connection, String callId, String doctorId, TimeRange during, Requester requester, Instant now)
            throws SQLException;
}
