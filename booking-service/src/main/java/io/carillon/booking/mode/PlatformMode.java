package io.carillon.booking.mode;

import jakarta.enterprise.context.ApplicationScoped;

/** The platform's mode, for jobs that write and for those who tell others of it. */
@ApplicationScoped
public class PlatformMode {

    private final SwitchBoard board;

    PlatformMode(SwitchBoard board) {
        this.board = board;
    }

    /** From memory; {@link Mode#NORMAL} before the database was first asked. */
    public Mode mode() {
        return board.current().map(all -> all.platform().mode()).orElse(Mode.NORMAL);
    }

    /** Whether a job that nobody waits for may change what belongs to clinics now. */
    public boolean writable() {
        return board.current().map(all -> all.platform().mode() == Mode.NORMAL).orElse(false);
    }
}
