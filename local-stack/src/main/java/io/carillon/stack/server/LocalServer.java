package io.carillon.stack.server;

import java.util.Optional;

/** A server of the stack with the switches that a test, the demo or an operator may throw. Safe for use by many threads. */
public interface LocalServer {

    /** Whether it answers. */
    enum State {
        RUNNING,
        /** Alive but frozen (SIGSTOP): connections are accepted by the kernel and never answered. */
        PAUSED,
        STOPPED
    }

    /** The name in {@code /__servers/{name}}, for example {@code alerting-postgres}. */
    String name();

    /** The port on 127.0.0.1, the same before and after a restart. */
    int port();

    State state();

    /** The process that serves; empty while stopped. */
    Optional<ProcessHandle> process();

    /** Puts its program on disk, if it is not there. */
    void unpack();

    /**
     * Returns when the server answers; lets a paused one go on; does nothing to a running one.
     *
     * @throws ServerFailure when it does not come up, with one line that says why
     */
    void start();

    /** An orderly end; its data stay. */
    void stop();

    /** Freezes it, as a machine that hangs would look from outside. */
    void pause();

    /** Ends it at once ({@code kill -9}); what it had promised to keep, stays. */
    void kill();
}
