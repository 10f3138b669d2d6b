package io.carillon.kit.retention;

import java.util.List;

/** A package with rows that are kept for a time only; every such bean is asked. */
public interface Keeper {

    /** The same whenever it is asked. */
    List<Kept> kept();

    /** Whether rows may be deleted now; otherwise what is due is only counted. */
    default boolean mayDelete() {
        return true;
    }
}
