package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Platform.Running.class)
class OneSlotTest {

    private static final int CALLERS = 200;

    @Test
    @Requirement("R-BOOK-06")
    void twoHundredCallersAndOneSlot(Platform platform) throws InterruptedException {
        var slot = platform.freeSlot("doctor-1", 3);
        var body = "{\"patientId\":\"pat-2\",\"doctorId\":\"doctor-1\",\"startTime\":\"%s\",\"endTime\":\"%s\"}"
                .formatted(slot.get("startTime").asText(), slot.get("endTime").asText());
        Callable<Integer> booking =
                () -> Http.postJson(platform.door("/api/appointments"), body, "X-API-Key", "dev-operator-key")
                        .status();

        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = callers
                    .invokeAll(
                            IntStream.range(0, CALLERS).mapToObj(_ -> booking).toList())
                    .stream()
                    .map(OneSlotTest::status)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

            assertThat(statuses).isEqualTo(Map.of(201, 1L, 409, CALLERS - 1L));
        }
    }

    private static int status(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
