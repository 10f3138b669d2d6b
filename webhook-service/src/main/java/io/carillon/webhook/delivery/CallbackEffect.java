package io.carillon.webhook.delivery;

import io.carillon.events.CallEvent.CallbackAccepted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What recorded callbacks lead to, later. Every CDI bean of this type takes part. Runs in the transaction that marks the
 * callbacks delivered, and runs again when that fails: all it does is done through the connection, or is harmless when
 * repeated. The connection is the jobs' ({@code carillon_jobs}, over all clinics): rows are to name their clinic.
 *
 * <p>Batches are large, because a transaction for each callback would cost many times what answering it does: write rows of
 * the whole list in one statement ({@code unnest}).
 */
public interface CallbackEffect {

    /** Whether {@link #apply} is to see it; cheap, without a look at anything but the callback. */
    boolean concerns(CallbackAccepted callback);

    /**
     * @param callbacks in order of acceptance, of any calls and clinics; only those that concern this effect, at least one
     * @throws UnprocessableCallback the sender's fault: that callback becomes a dead letter at once, the others are tried
     *     again without it
     * @throws SQLException sorted into a dependency that is away (tried until it is back) and a fault of ours (a few times);
     *     any other exception is a fault of ours
     */
    void apply(Connection connection, List<Accepted> callbacks) throws SQLException;
}
