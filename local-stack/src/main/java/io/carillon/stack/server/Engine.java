package io.carillon.stack.server;

import java.io.IOException;

/** What differs between the servers: how each comes up and goes down in order. {@link SwitchedServer} adds the switches. */
interface Engine {

    String name();

    int port();

    /** Starts the process and returns when it answers. */
    ProcessHandle launch() throws IOException;

    /** Asks for an orderly end and returns when the process is gone. */
    void shutdown() throws IOException;
}
