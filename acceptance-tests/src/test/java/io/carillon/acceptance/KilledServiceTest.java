package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.traceability.Requirement;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Platform.Running.class)
class KilledServiceTest {

    private static final int CALLS = 1_000;
    private static final int KILL_AFTER = 400;
    private static final int LINES = 16;

    @Test
    @Requirement("R-WEB-17")
    void aKillAmidAThousandCallsLosesNoneThatWasAnswered(Platform platform) throws InterruptedException {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        var refused = new AtomicInteger();
        var next = new AtomicInteger();
        try (var lines = Executors.newFixedThreadPool(LINES)) {
            for (int line = 0; line < LINES; line++) {
                lines.execute(() -> {
                    for (int n = next.getAndIncrement(); n < CALLS; n = next.getAndIncrement()) {
                        callUntilAnswered(platform, "CAkill%027d".formatted(n), acknowledged, refused);
                    }
                });
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> acknowledged.size() >= KILL_AFTER);
            platform.kill("webhook-service");
            platform.restart("webhook-service");
        }

        System.out.printf(
                "%d of %d calls acknowledged; %d tries failed around the kill%n",
                acknowledged.size(), CALLS, refused.get());
        assertThat(acknowledged).hasSize(CALLS);
        assertThat(refused).as("tries that met a dead service").hasPositiveValue();
        try (var calls = new CallsTopic(platform)) {
            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(calls.callIds()).containsAll(acknowledged));
        }
    }

    /** A caller who gets no answer calls again; one that was answered does not, so a lost acknowledgement would show. */
    private static void callUntilAnswered(
            Platform platform, String callSid, Set<String> acknowledged, AtomicInteger refused) {
        await().atMost(90, TimeUnit.SECONDS)
                .pollDelay(0, TimeUnit.MILLISECONDS)
                .pollInterval(200, TimeUnit.MILLISECONDS)
                .until(() -> {
                    if (answered(platform, callSid)) {
                        return acknowledged.add(callSid);
                    }
                    refused.incrementAndGet();
                    return false;
                });
    }

    private static boolean answered(Platform platform, String callSid) {
        try {
            var answer = new TwilioCaller(platform, callSid).rings();
            return answer.status() == 200 && answer.body().contains("<Gather");
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
