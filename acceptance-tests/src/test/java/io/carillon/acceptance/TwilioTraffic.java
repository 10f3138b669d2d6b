package io.carillon.acceptance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.awaitility.Awaitility;
import org.xml.sax.SAXException;

/**
 * Twilio on a busy day: at a fixed rate, whatever the answers do, a call that comes in or one that has ended. A callback
 * that is refused, broken off or answered with 5xx counts as not acknowledged; the same one is sent again, as the caller who
 * heard nothing calls again, until somebody answers.
 */
final class TwilioTraffic {

    /** As long as a killed service may take to be back on a busy machine, and then some. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(500);

    /** Every such callback is sent once more after its answer, as Twilio does when it did not hear it. */
    private static final int REPEATED = 50;

    private final Platform platform;
    private final String run;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failedTries = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();

    /** @param run with which the ids of all calls begin */
    TwilioTraffic(Platform platform, String run) {
        this.platform = platform;
        this.run = run;
    }

    /** Returns when each of {@code callbacks} was answered, the last {@code callbacks / perSecond} after the first or later. */
    void send(int callbacks, int perSecond) {
        var begin = System.nanoTime();
        try (var lines = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < callbacks; n++) {
                var number = n;
                var meant = begin + n * 1_000_000_000L / perSecond;
                for (long left = meant - System.nanoTime(); left > 0; left = meant - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                lines.execute(() -> callback(number));
            }
        }
    }

    /** Two callbacks a call: it comes in; it has ended. */
    private void callback(int number) {
        var ends = number % 2 == 1;
        var path = ends ? "/api/voice/status" : "/api/voice/incoming";
        var fields = new LinkedHashMap<String, String>();
        fields.put("CallSid", callId(number / 2));
        fields.put("From", "+15555551234");
        fields.put("To", "+15555555678");
        fields.put("CallStatus", ends ? "completed" : "ringing");
        try {
            var answer = answered(path, fields);
            check(callName(number), ends, answer);
            if (number % REPEATED == 0) {
                repeats.incrementAndGet();
                var again = answered(path, fields);
                if (!again.body().equals(answer.body())) {
                    wrong.add(callName(number) + " was answered differently the second time");
                }
            }
            acknowledged.add(callName(number));
        } catch (RuntimeException e) {
            wrong.add(callName(number) + ": " + e);
        }
    }

    private Http.Answer answered(String path, Map<String, String> fields) {
        return Awaitility.await(path)
                .pollInSameThread()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(BEFORE_ANOTHER_TRY)
                .until(
                        () -> {
                            try {
                                var answer = new TwilioCaller(platform, fields).posts(path);
                                return Optional.of(answer).filter(given -> given.status() < 500);
                            } catch (UncheckedIOException e) {
                                return Optional.<Http.Answer>empty();
                            }
                        },
                        answer -> {
                            if (answer.isEmpty()) {
                                failedTries.incrementAndGet();
                            }
                            return answer.isPresent();
                        })
                .orElseThrow();
    }

    private void check(String name, boolean ended, Http.Answer answer) {
        if (ended ? answer.status() != 204 : answer.status() != 200 || !isTwiml(answer)) {
            wrong.add("%s was answered %d: %s".formatted(name, answer.status(), answer.body()));
        }
    }

    /** A document that Twilio would take, with a question in it. */
    private static boolean isTwiml(Http.Answer answer) {
        try {
            var document = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(answer.raw().body()));
            return answer.contentType().startsWith("text/xml")
                    && document.getDocumentElement().getTagName().equals("Response")
                    && document.getElementsByTagName("Gather").getLength() == 1;
        } catch (SAXException | IOException e) {
            return false;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java reads XML", e);
        }
    }

    private String callId(int call) {
        return "%s%05d".formatted(run, call);
    }

    private String callName(int callback) {
        return callId(callback / 2) + (callback % 2 == 1 ? " voice.status" : " voice.incoming");
    }

    /** Callbacks that were answered, by call id and kind. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** What should not have been answered so, in words. */
    Queue<String> wrong() {
        return wrong;
    }

    int failedTries() {
        return failedTries.get();
    }

    int repeats() {
        return repeats.get();
    }
}
