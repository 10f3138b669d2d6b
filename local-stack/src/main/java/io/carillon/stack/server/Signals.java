package io.carillon.stack.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Signals that the JDK has no call for, sent to a process and all that it started. */
public final class Signals {

    private Signals() {}

    static void freeze(ProcessHandle process) {
        send("-STOP", process);
    }

    static void thaw(ProcessHandle process) {
        send("-CONT", process);
    }

    /** {@code kill -9} to the process and its descendants; returns when the process itself is gone. */
    public static void killTree(ProcessHandle process) {
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static void send(String signal, ProcessHandle process) {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        // The parent first: a frozen postmaster starts no new backend while its present ones are being frozen.
        Stream.concat(Stream.of(process), process.descendants())
                .map(handle -> Long.toString(handle.pid()))
                .forEach(command::add);
        try {
            // A backend that has ended by itself makes kill exit with 1; the others have got the signal all the same.
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new ServerFailure("kill " + signal + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while sending " + signal, e);
        }
    }
}
