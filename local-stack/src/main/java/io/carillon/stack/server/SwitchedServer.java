package io.carillon.stack.server;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Any engine behind the switches of {@link LocalServer}; one switch at a time. */
final class SwitchedServer implements LocalServer {

    private final Engine engine;
    private final Pids pids;
    private @Nullable ProcessHandle process;
    private boolean paused;

    SwitchedServer(Engine engine, Pids pids) {
        this.engine = engine;
        this.pids = pids;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public int port() {
        return engine.port();
    }

    @Override
    public synchronized State state() {
        if (process == null || !process.isAlive()) {
            return State.STOPPED;
        }
        return paused ? State.PAUSED : State.RUNNING;
    }

    @Override
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).filter(ProcessHandle::isAlive);
    }

    @Override
    public synchronized void unpack() {
        try {
            engine.unpack();
        } catch (IOException e) {
            throw new ServerFailure(name() + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void start() {
        switch (state()) {
            case RUNNING -> {}
            case PAUSED -> resume();
            case STOPPED -> launch();
        }
    }

    @Override
    public synchronized void stop() {
        var running = process;
        if (running == null || !running.isAlive()) {
            return;
        }
        resume();
        try {
            engine.shutdown();
        } catch (IOException e) {
            throw new ServerFailure(name() + " did not stop: " + e.getMessage(), e);
        }
        gone();
    }

    @Override
    public synchronized void pause() {
        var running = process;
        if (running != null && running.isAlive()) {
            Signals.freeze(running);
            paused = true;
        }
    }

    @Override
    public synchronized void kill() {
        var running = process;
        if (running != null && running.isAlive()) {
            Signals.killTree(running);
            gone();
        }
    }

    /** Said here and not asked of the system, where a process that has ended can look alive for a moment. */
    private void gone() {
        process = null;
        paused = false;
        pids.forget(name());
    }

    private void launch() {
        Ports.requireFree(name(), port());
        try {
            var launched = engine.launch();
            process = launched;
            paused = false;
            pids.record(name(), launched);
        } catch (IOException e) {
            throw new ServerFailure(name() + " did not start on port " + port() + ": " + e.getMessage(), e);
        }
    }

    private void resume() {
        if (paused && process != null) {
            Signals.thaw(process);
            paused = false;
        }
    }
}
