package io.carillon.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.webhook.delivery.Failure.Of;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureTest {

    /** An exception's message may quote whoever called. */
    @Test
    void reasonsHoldNoMessageOfUnknownOrigin() {
        var failure = (Of) Failure.of(new IllegalStateException("no slot for Ada Lovelace, +15555550123"));

        assertThat(failure.cause()).isEqualTo(Cause.OURS);
        assertThat(failure.reason())
                .startsWith("IllegalStateException at " + FailureTest.class.getName())
                .doesNotContain("Ada", "5555");
    }

    @Test
    void aBatchIsHalvedByCallsAndACallIsTakenOneByOne() {
        var jobs = IntStream.range(0, 12).mapToObj(i -> job("call-" + i % 4, i)).toList();

        var halves = Delivery.halves(jobs);

        assertThat(halves).hasSize(2);
        assertThat(halves.getFirst()).extracting(Job::callId).containsOnly("call-0", "call-1");
        assertThat(halves.getLast()).extracting(Job::callId).containsOnly("call-2", "call-3");
        assertThat(halves.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(halves.getFirst().stream().filter(job -> job.callId().equals("call-1")))
                .extracting(Job::ceId)
                .containsExactly("1", "5", "9");
        assertThat(Delivery.halves(List.of(job("c", 1), job("c", 2))))
                .containsExactly(List.of(job("c", 1)), List.of(job("c", 2)));
    }

    @Test
    void anIdThatATableCannotHoldIsStoredAsItsHash() {
        assertThat(CallIds.stored("CA0123")).isEqualTo("CA0123");
        assertThat(CallIds.stored("x".repeat(129))).hasSize(64).matches("[0-9a-f]+");
        assertThat(CallIds.stored("a\0b")).hasSize(64).isNotEqualTo(CallIds.stored("a\0c"));
    }

    private static Job job(String call, int id) {
        return new Job(
                Integer.toString(id),
                Instant.EPOCH,
                null,
                null,
                new CallbackAccepted(call, "twilio", "test", "/", List.of(), null));
    }
}
