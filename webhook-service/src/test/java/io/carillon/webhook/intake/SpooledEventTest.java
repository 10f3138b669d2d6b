package io.carillon.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.EventCodec.Encoded;
import io.carillon.events.Topic;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpooledEventTest {

    @Test
    void anEventComesOutOfTheSpoolAsItWentIn() {
        var event = new Encoded(Topic.CALLS, "CA1", Map.of("ce_id", "naïve"), "{}".getBytes(UTF_8));

        var read = SpooledEvent.read(SpooledEvent.write(event)).orElseThrow();

        assertThat(read.topic()).isEqualTo(event.topic());
        assertThat(read.key()).isEqualTo(event.key());
        assertThat(read.headers()).isEqualTo(event.headers());
        assertThat(read.value()).isEqualTo(event.value());
        assertThat(SpooledEvent.read("garbage".getBytes(UTF_8))).isEmpty();
        assertThat(SpooledEvent.read(new byte[0])).isEmpty();
    }
}
