package io.carillon.health.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Kind {@code tcp}: somebody accepts a connection at the address. */
record TcpCheck(String host, int port, Duration limit) implements Check {

    @Override
    public CheckResult run() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(limit.toMillis()));
            return CheckResult.UP;
        } catch (IOException e) {
            return CheckResult.down(NetworkReason.of(e).orElse(Reason.RESET));
        }
    }
}
