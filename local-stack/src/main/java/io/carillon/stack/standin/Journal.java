package io.carillon.stack.standin;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What one stand-in was sent: each body that arrived, once, oldest first. Bounded: the oldest fall out. */
final class Journal {

    private static final int CAPACITY = 20_000;

    private final Deque<String> bodies = new ArrayDeque<>();

    synchronized void add(String body) {
        if (bodies.size() == CAPACITY) {
            bodies.removeFirst();
        }
        bodies.addLast(body);
    }

    synchronized List<String> bodies() {
        return List.copyOf(bodies);
    }

    synchronized void clear() {
        bodies.clear();
    }
}
