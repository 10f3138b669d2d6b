package io.carillon.bench.webhook;

import io.carillon.bench.Distribution;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a fixed rate whatever the answers do, as wrk2 would: each connection has its own times at which to send, and a
 * request that could not go out because the one before was late counts from when it should have gone. A stall so is seen
 * in the figures of all who would have met it.
 */
final class OpenLoop {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration LEAD = Duration.ofMillis(50);

    /**
     * What was seen.
     *
     * @param perSecond requests that were meant to be sent
     * @param times from when a request was meant to be sent until its answer was there
     * @param errors answers that were not 200 with TwiML, and requests that got none
     */
    record Seen(double perSecond, Distribution times, long errors) {

        /** @throws IllegalStateException when not every request was answered as it should */
        Seen verified(String who) {
            if (errors > 0) {
                throw new IllegalStateException("%s at %.0f/s: %d requests failed".formatted(who, perSecond, errors));
            }
            return this;
        }
    }

    private OpenLoop() {}

    /**
     * @param posts raw requests, each sent once
     * @param connections over which they are spread
     */
    static Seen drive(int port, List<byte[]> posts, double perSecond, int connections) throws IOException {
        var begin = System.nanoTime() + LEAD.toNanos();
        var all = new ArrayList<Connection>();
        for (int i = 0; i < connections; i++) {
            all.add(new Connection(port, posts, i, connections, begin, 1e9 / perSecond));
        }
        var threads = all.stream()
                .map(connection ->
                        Thread.ofPlatform().daemon().name("open-loop").start(connection))
                .toList();
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        var times = all.stream().flatMap(each -> each.times.stream()).toList();
        if (times.isEmpty()) {
            throw new IOException("nothing was answered on port " + port, all.getFirst().failure);
        }
        return new Seen(perSecond, new Distribution(times), posts.size() - times.size());
    }

    /** One connection with its share of the requests. */
    private static final class Connection implements Runnable {

        private final int port;
        private final List<byte[]> posts;
        private final int first;
        private final int step;
        private final long begin;
        private final double nanosBetween;
        private final List<Duration> times = new ArrayList<>();
        private @Nullable IOException failure;

        Connection(int port, List<byte[]> posts, int first, int step, long begin, double nanosBetween) {
            this.port = port;
            this.posts = posts;
            this.first = first;
            this.step = step;
            this.begin = begin;
            this.nanosBetween = nanosBetween;
        }

        @Override
        public void run() {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout((int) ANSWER_LIMIT.toMillis());
                var answers = new Answers(socket.getInputStream());
                for (int i = first; i < posts.size(); i += step) {
                    var meant = begin + (long) (i * nanosBetween);
                    await(meant);
                    socket.getOutputStream().write(posts.get(i));
                    if (isTwiml(answers.next())) {
                        times.add(Duration.ofNanos(System.nanoTime() - meant));
                    }
                }
            } catch (IOException e) {
                failure = e;
            }
        }

        private static void await(long moment) {
            for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private static boolean isTwiml(String answer) {
        return answer.startsWith("HTTP/1.1 200 ") && answer.contains("<Response");
    }

    /** Reads answers that say how long they are. */
    static final class Answers {

        private static final String LENGTH = "content-length:";

        private final InputStream in;
        private final byte[] buffer = new byte[64 * 1024];
        private int filled;

        Answers(InputStream in) {
            this.in = in;
        }

        /** The next answer, head and body. */
        String next() throws IOException {
            int head;
            while ((head = text().indexOf("\r\n\r\n")) < 0) {
                more();
            }
            int end = head + 4 + length(text().substring(0, head).toLowerCase(Locale.ROOT));
            while (filled < end) {
                more();
            }
            var answer = text().substring(0, end);
            System.arraycopy(buffer, end, buffer, 0, filled - end);
            filled -= end;
            return answer;
        }

        private String text() {
            return new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
        }

        private static int length(String head) throws IOException {
            int at = head.indexOf(LENGTH);
            if (at < 0) {
                throw new IOException("an answer without Content-Length");
            }
            int line = head.indexOf('\r', at);
            return Integer.parseInt(head.substring(at + LENGTH.length(), line < 0 ? head.length() : line)
                    .strip());
        }

        private void more() throws IOException {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read <= 0) {
                throw new EOFException("the connection ended before the answer");
            }
            filled += read;
        }
    }
}
