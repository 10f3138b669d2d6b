package io.carillon.booking.datacheck;

import java.sql.Connection;
import java.sql.SQLException;

/** Puts one row right, inside the repair's transaction. */
@FunctionalInterface
interface Mend {

    /** For faults that no program can put right. */
    static Mend byAPerson(String whatToDo) {
        return (connection, hit, by) -> new Mended.Left(whatToDo);
    }

    /** @throws SQLException when PostgreSQL refuses; then nothing of this row's mending stays */
    Mended mend(Connection connection, Hit hit, By by) throws SQLException;

    /**
     * On whose behalf and why.
     *
     * @param actor name of the key
     */
    record By(Fault fault, String actor) {

        Archive.Why why() {
            return new Archive.Why(fault.check().word(), fault.name(), actor);
        }
    }
}
