package io.carillon.alerting.incident;

import io.carillon.alerting.pipeline.Alert;
import java.sql.SQLException;

/** What was there before: a firing that is read again is no new one (R-ALRT-51). */
interface History {

    /** Whether this firing already belongs to an incident, open or over. */
    boolean knows(Alert alert) throws SQLException;

    /** Whether decisions are made without the store, which may hold open incidents that this process has not seen. */
    boolean away();

    /** What is left of it without the store. */
    History WITHOUT_STORE = new History() {
        @Override
        public boolean knows(Alert alert) {
            return false;
        }

        @Override
        public boolean away() {
            return true;
        }
    };
}
