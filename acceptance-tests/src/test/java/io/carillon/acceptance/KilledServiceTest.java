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
        var next = new AtomicInteger();
        try (var lines = Executors.newFixedThreadPool(LINES)) {
            for (int line = 0; line < LINES; line++) {
                lines.execute(() -> {
                    for (int n = next.getAndIncrement(); n < CALLS; n = next.getAndIncrement()) {
                        if (n == KILL_AFTER) {
                            platform.kill("webhook-service");
                        }
                        call(platform, "CAkill%027d".formatted(n), acknowledged);
                    }
                });
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> next.get() > KILL_AFTER);
            platform.restart("webhook-service");
        }

        System.out.printf("%d of %d calls were acknowledged around the kill%n", acknowledged.size(), CALLS);
        assertThat(acknowledged).hasSizeGreaterThan(KILL_AFTER / 2).hasSizeLessThan(CALLS);
        try (var calls = new CallsTopic(platform)) {
            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(calls.callIds()).containsAll(acknowledged));
        }
    }

    private static void call(Platform platform, String callSid, Set<String> acknowledged) {
        try {
            var answer = new TwilioCaller(platform, callSid).rings();
            if (answer.status() == 200 && answer.body().contains("<Gather")) {
                acknowledged.add(callSid);
            }
        } catch (UncheckedIOException e) {
            // Not answered, so not acknowledged: what this test counts.
            assertThat(acknowledged).doesNotContain(callSid);
        }
    }
}
