package io.carillon.webhook.vapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTypeTest {

    @Test
    @Requirement("R-WEB-03")
    void everyTypeHasASample() {
        assertThat(Samples.names())
                .containsAll(Arrays.stream(MessageType.values())
                        .map(MessageType::wire)
                        .toList());
    }

    static java.util.stream.Stream<String> samples() {
        return Samples.names().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsOfTheTypeItIsNamedAfter(String name) {
        var message = VapiMessage.parse(Samples.body(name, "c-1").getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThat(name).startsWith(message.type().wire());
        assertThat(message.subjectId()).isEqualTo("c-1");
        assertThat(message.subject().word())
                .isEqualTo(name.startsWith("chat") ? "chat" : name.startsWith("session") ? "session" : "call");
        assertThat(message.calledNumber()).isEqualTo("+15555555678");
    }

    @Test
    void aFilterBehindTheNameDoesNotMatter() {
        assertThat(MessageType.of("transcript[transcriptType=\"final\"]")).isEqualTo(MessageType.TRANSCRIPT);
        assertThat(MessageType.of("transcript")).isEqualTo(MessageType.TRANSCRIPT);
        assertThat(MessageType.of("Transcript")).isEqualTo(MessageType.UNKNOWN);
        assertThat(MessageType.of(null)).isEqualTo(MessageType.UNKNOWN);
    }
}
