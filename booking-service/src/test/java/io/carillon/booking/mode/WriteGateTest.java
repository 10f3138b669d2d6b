package io.carillon.booking.mode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WriteGateTest {

    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final WriteGate gate = new WriteGate();

    @Test
    void withNothingUnderWayNobodyWaits() throws InterruptedException {
        assertThat(gate.drain(AT_ONCE)).isTrue();
        assertThat(gate.drain(AT_ONCE)).isTrue();
    }

    @Test
    void whatEnteredBeforeIsWaitedFor() throws InterruptedException {
        var ticket = gate.enter();
        assertThat(gate.drain(AT_ONCE)).isFalse();

        var second = gate.enter();
        var drained = CompletableFuture.supplyAsync(() -> drain(gate));
        second.leave();
        second.leave();
        assertThat(drained.join()).isTrue();
        ticket.leave();
    }

    @Test
    void whatEntersLaterKeepsNobodyWaiting() {
        var before = gate.enter();
        var drained = new CompletableFuture<Boolean>();
        var switching = Thread.ofPlatform().start(() -> drained.complete(drain(gate)));
        await().until(() -> switching.getState() == Thread.State.TIMED_WAITING);

        var later = gate.enter();
        before.leave();

        assertThat(drained.join()).isTrue();
        later.leave();
    }

    private static boolean drain(WriteGate gate) {
        try {
            return gate.drain(LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
