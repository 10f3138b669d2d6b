package io.carillon.booking.datacheck;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row that a search found.
 *
 * @param id its primary key; the parts of a key of several columns stand apart by {@link #APART}
 * @param clinic null where the row has none
 */
public record Hit(String table, String id, @Nullable UUID clinic) {

    /** Cannot be part of an id: those are printable (check constraints of V1). */
    public static final String APART = "\u001f";

    /** The id as people read it. */
    public String shown() {
        return id.replace(APART, "/");
    }
}
