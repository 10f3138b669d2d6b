package io.carillon.health.database;

import java.time.Duration;

/** What a look at the database showed. */
public sealed interface DatabaseFigures {

    /** How long the look took. */
    Duration latency();

    /**
     * It answered.
     *
     * @param active client connections to our database in use: running a statement or inside a transaction
     * @param idle client connections to our database that wait for work
     */
    record Connected(Duration latency, int active, int idle) implements DatabaseFigures {
        public int total() {
            return active + idle;
        }
    }

    /** It did not answer within the limit, or refused. */
    record Disconnected(Duration latency) implements DatabaseFigures {}
}
