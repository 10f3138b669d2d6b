package io.carillon.stack.server;

import java.io.IOException;

/** What differs between the servers: how each comes up and goes down in order. {@link SwitchedServer} adds the switches. */
interface Engine {

    String name();

    int port();

    /**
     * Puts the program on disk. Called for one engine after the other before any is launched: a file that another
     * thread's new process inherits while it is being written cannot be executed ("Text file busy").
     */
    void unpack() throws IOException;

    /** Starts the process and returns when it answers. */
    ProcessHandle launch() throws IOException;

    /** Asks for an orderly end and returns when the process is gone. */
    void shutdown() throws IOException;
}
