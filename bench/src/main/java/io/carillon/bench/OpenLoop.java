package io.carillon.bench;

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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends at a fixed rate whatever the answers do, as wrk2 would: each connection has its own times at which to send, and a
 * request that could not go out because the one before was late counts from when it should have gone. A stall so is seen
 * in the figures of all who would have met it.
 */
public final class OpenLoop {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);
    private static final Duration LEAD = Duration.ofMillis(50);

    /**
     * What was seen.
     *
     * @param perSecond requests that were meant to be sent
     * @param times from when a request was meant to be sent until its answer was there
     * @param errors answers that were not as they should be, and requests that got none
     */
    public record Seen(double perSecond, Distribution times, long errors) {

        /** @throws IllegalStateException when not every request was answered as it should */
        public Seen verified(String who) {
            if (errors > 0) {
                throw new IllegalStateException("%s at %.0f/s: %d requests failed".formatted(who, perSecond, errors));
            }
            return this;
        }

        public double p50Millis() {
            return times.percentile(50).toNanos() / 1e6;
        }

        public double p99Millis() {
            return times.percentile(99).toNanos() / 1e6;
        }
    }

    private OpenLoop() {}

    /**
     * @param requests raw, each sent once
     * @param connections over which they are spread
     * @param good whether an answer, head and body, is as it should be
     */
    public static Seen drive(int port, List<byte[]> requests, double perSecond, int connections, Predicate<String> good)
            throws IOException {
        var begin = System.nanoTime() + LEAD.toNanos();
        var all = new ArrayList<Connection>();
        for (int i = 0; i < connections; i++) {
            all.add(new Connection(port, requests, i, connections, begin, 1e9 / perSecond, good));
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
        return new Seen(perSecond, new Distribution(times), requests.size() - times.size());
    }

    /** One connection with its share of the requests. */
    private static final class Connection implements Runnable {

        private final int port;
        private final List<byte[]> requests;
        private final int first;
        private final int step;
        private final long begin;
        private final double nanosBetween;
        private final Predicate<String> good;
        private final List<Duration> times = new ArrayList<>();
        private @Nullable IOException failure;

        Connection(
                int port,
                List<byte[]> requests,
                int first,
                int step,
                long begin,
                double nanosBetween,
                Predicate<String> good) {
            this.port = port;
            this.requests = requests;
            this.first = first;
            this.step = step;
            this.begin = begin;
            this.nanosBetween = nanosBetween;
            this.good = good;
        }

        @Override
        public void run() {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout((int) ANSWER_LIMIT.toMillis());
                var answers = new Answers(socket.getInputStream());
                for (int i = first; i < requests.size(); i += step) {
                    var meant = begin + (long) (i * nanosBetween);
                    await(meant);
                    socket.getOutputStream().write(requests.get(i));
                    if (good.test(answers.next())) {
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

    /** Reads answers that say how long they are. */
    public static final class Answers {

        private static final String LENGTH = "content-length:";

        private final InputStream in;
        private final byte[] buffer = new byte[64 * 1024];
        private int filled;

        public Answers(InputStream in) {
            this.in = in;
        }

        /** The next answer, head and body. */
        public String next() throws IOException {
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
