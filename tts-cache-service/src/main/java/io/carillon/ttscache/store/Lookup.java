package io.carillon.ttscache.store;

import io.carillon.ttscache.entry.Mp3;
import java.util.Optional;

/** What the store knows of an entry. */
public sealed interface Lookup {

    /**
     * The audio, made with today's settings.
     *
     * @param registered whether it could be made again if it were lost
     */
    record Hit(Mp3 audio, boolean registered) implements Lookup {}

    /**
     * Nothing that may be served.
     *
     * @param text what was once spoken under this key; empty where nobody with a key ever asked for it
     */
    record Miss(Optional<String> text) implements Lookup {}

    /** Redis cannot be asked, and this replica does not remember. */
    record Unreachable() implements Lookup {}
}
