package io.carillon.bench.webhook;

import io.carillon.bench.OpenLoop;
import io.carillon.bench.Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Whether a contender does its work: figures of one that lets everybody in would be worth nothing. */
final class Admission {

    private Admission() {}

    /**
     * @return how long the first signed callback took
     * @throws IllegalStateException when a signed callback is not answered with TwiML, or one that was changed is let in
     */
    static Duration check(Server server, SignedPosts posts) throws IOException {
        var good = posts.posts(2);
        var begun = System.nanoTime();
        var answer = answer(server, good.getFirst());
        var took = Duration.ofNanos(System.nanoTime() - begun);
        if (!answer.startsWith("HTTP/1.1 200 ") || !answer.contains("<Response")) {
            throw new IllegalStateException(server.name() + " does not answer a signed callback with TwiML: " + answer);
        }
        var changed = new String(good.getLast(), StandardCharsets.US_ASCII).replace("ringing", "ringinG");
        var refused = answer(server, changed.getBytes(StandardCharsets.US_ASCII));
        if (!refused.startsWith("HTTP/1.1 401 ") && !refused.startsWith("HTTP/1.1 403 ")) {
            throw new IllegalStateException(server.name() + " lets in a callback that was changed: " + refused);
        }
        return took;
    }

    private static String answer(Server server, byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(15).toMillis());
            socket.getOutputStream().write(request);
            return new OpenLoop.Answers(socket.getInputStream()).next();
        }
    }
}
