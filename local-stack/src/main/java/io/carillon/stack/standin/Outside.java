package io.carillon.stack.standin;

import java.util.List;

/** An outside service that can be told to misbehave and remembers what it was sent. */
interface Outside {

    String name();

    Fault fault();

    /** @throws IllegalArgumentException for a fault that this service cannot have */
    void fault(Fault next);

    /** Every body that arrived, oldest first. */
    List<String> requests();

    void forget();
}
