package io.carillon.booking.together;

import java.util.Collection;

/**
 * Work that may be done together with other work of its kind.
 *
 * @param <M> the kind
 */
public interface Member<M> {

    /** Only members of one group are done together. */
    Object group();

    /** What the work is about: no two exchanges that are under way at the same time have members of the same lane. */
    Object lane();

    /** Whether {@code other}, of the same lane, stands in the way: at most one of the two can succeed. */
    boolean clashes(M other);

    /** Names that nobody else may bear who waits or is under way, whatever the lane. */
    Collection<?> names();
}
