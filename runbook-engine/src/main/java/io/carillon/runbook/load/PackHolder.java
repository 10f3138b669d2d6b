package io.carillon.runbook.load;

import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.parse.PackOutcome;

/** The pack in force. A reload that is refused changes nothing (R-ALRT-52). */
public final class PackHolder {
    private final PackLoader loader;
    private final String name;
    private volatile Pack current;

    /**
     * @param name by which the loader finds it again
     * @param first already loaded, so that there is never none
     */
    public PackHolder(PackLoader loader, String name, Pack first) {
        this.loader = loader;
        this.name = name;
        this.current = first;
    }

    public Pack current() {
        return current;
    }

    /** Reads the pack again; takes it if it is right, keeps the old one and says why if it is not. */
    public PackOutcome reload() {
        PackOutcome outcome = loader.load(name);
        if (outcome instanceof PackOutcome.Loaded loaded) {
            current = loaded.pack();
        }
        return outcome;
    }
}
