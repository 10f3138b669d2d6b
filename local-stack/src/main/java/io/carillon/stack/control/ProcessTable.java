package io.carillon.stack.control;

import java.util.List;
import java.util.Optional;

/** The processes of the platform that the control server may show, kill and restart. */
public interface ProcessTable {

    /** No service runs: the stack of the tests. */
    ProcessTable NONE = new ProcessTable() {
        @Override
        public List<Row> rows() {
            return List.of();
        }

        @Override
        public Optional<String> kill(String name) {
            return Optional.of("this stack runs no services");
        }

        @Override
        public Optional<String> restart(String name) {
            return Optional.of("this stack runs no services");
        }
    };

    /**
     * One process.
     *
     * @param name service and replica, for example {@code webhook-service-0}, or a server's name
     * @param kind {@code service} or {@code server}
     * @param pid 0 while it does not run
     * @param state {@code running}, {@code paused}, {@code stopped}, or {@code died} when nobody asked it to
     */
    record Row(String name, String kind, long pid, int port, String state) {}

    List<Row> rows();

    /** {@code kill -9} to each replica that {@code name} names; the answer is why not, if it could not be done. */
    Optional<String> kill(String name);

    /** Starts anew each replica that {@code name} names and waits until it is ready; the answer is why not. */
    Optional<String> restart(String name);
}
