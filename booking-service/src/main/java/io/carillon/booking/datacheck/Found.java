package io.carillon.booking.datacheck;

import java.util.List;

/**
 * What a search came back with.
 *
 * @param count of all rows found
 * @param hits the first of them by id, no more than were asked for
 */
record Found(long count, List<Hit> hits) {

    static final Found NOTHING = new Found(0, List.of());

    Found {
        hits = List.copyOf(hits);
    }
}
