package io.carillon.stack.standin;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.carillon.stack.server.ServerFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The mail server: takes every message and keeps it. It can be up or down; what else HTTP does wrong, SMTP does not. */
final class Mail implements Outside {

    private final GreenMail server;
    private final int port;
    private final List<String> taken = new ArrayList<>();
    private Fault fault = Fault.NONE;

    Mail(int port) {
        this.port = port;
        this.server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    void start() {
        try {
            server.start();
        } catch (IllegalStateException e) {
            throw new ServerFailure(
                    "port %d (smtp) is in use: stop what listens there, or set CARILLON_PORT_BASE to move all ports"
                            .formatted(port),
                    e);
        }
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public synchronized Fault fault() {
        return fault;
    }

    @Override
    public synchronized void fault(Fault next) {
        switch (next.mode()) {
            case OK -> {
                if (!server.isRunning()) {
                    server.start();
                }
            }
            case DOWN -> {
                // Stopped, it forgets; what it had taken stays taken.
                taken.addAll(received());
                server.stop();
            }
            case SLOW, ERROR, RATE_LIMITED, UNAUTHORIZED, GARBAGE ->
                throw new IllegalArgumentException("smtp can be ok or down");
        }
        fault = next;
    }

    @Override
    public synchronized List<String> requests() {
        return Stream.concat(taken.stream(), received().stream()).toList();
    }

    @Override
    public synchronized void forget() {
        taken.clear();
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException("the mailboxes cannot be emptied", e);
        }
    }

    private List<String> received() {
        return Arrays.stream(server.getReceivedMessages())
                .map(GreenMailUtil::getWholeMessage)
                .toList();
    }
}
