package io.carillon.health.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import org.junit.jupiter.api.Test;

class DrainingTest {

    @Test
    void the_announced_shutdown_begins_it() {
        var draining = new Draining();
        assertThat(draining.draining()).isFalse();

        draining.begin(new ShutdownDelayInitiatedEvent());

        assertThat(draining.draining()).isTrue();
    }
}
