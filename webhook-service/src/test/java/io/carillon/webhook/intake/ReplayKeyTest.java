package io.carillon.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.Parameter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplayKeyTest {

    private static final Parameter A = new Parameter("a", "1");
    private static final Parameter B = new Parameter("b", "2");

    @Test
    void theSameRequestHasTheSameKeyWhateverTheOrderOfItsFields() {
        var key = ReplayKey.ofForm("POST", "/x?turn=1", List.of(A, B), null);

        assertThat(ReplayKey.ofForm("POST", "/x?turn=1", List.of(B, A), null))
                .isEqualTo(key)
                .hasToString(key.toString())
                .extracting(ReplayKey::eventId)
                .isEqualTo(key.eventId());
        assertThat(UUID.fromString(key.eventId()).version()).isEqualTo(8);
    }

    @Test
    void whateverDiffersMakesAnotherRequest() {
        var form = List.of(A, B);

        assertThat(List.of(
                        ReplayKey.ofForm("POST", "/x?turn=1", form, null),
                        ReplayKey.ofForm("GET", "/x?turn=1", form, null),
                        ReplayKey.ofForm("POST", "/x?turn=2", form, null),
                        ReplayKey.ofForm("POST", "/x?turn=1", form, "token"),
                        ReplayKey.ofForm("POST", "/x?turn=1", List.of(A), null),
                        ReplayKey.ofForm("POST", "/x?turn=1", List.of(A, B, new Parameter(B.name(), "other")), null),
                        ReplayKey.ofForm("POST", "/x?turn=1", List.of(new Parameter("a1", "b2")), null),
                        ReplayKey.ofForm("POST", "/x?turn=1", List.of(new Parameter("a1b2", "")), null),
                        ReplayKey.ofBody("POST", "/x?turn=1", "{}".getBytes(UTF_8), null),
                        ReplayKey.ofBody("POST", "/x?turn=1", "{} ".getBytes(UTF_8), null)))
                .doesNotHaveDuplicates();
    }

    /** Its signature is the same too: otherwise whoever has overheard a request could send it as a new one. */
    @Test
    void aParameterThatStandsThereTwiceMakesNoOtherRequest() {
        assertThat(ReplayKey.ofForm("POST", "/x", List.of(B, A, B), null))
                .isEqualTo(ReplayKey.ofForm("POST", "/x", List.of(A, B), null));
    }

    @Test
    void anAnswerIsKeptByteForByte() {
        var answer = new Answer(200, "text/xml; charset=utf-8", "<Response>\né</Response>".getBytes(UTF_8));

        var kept = Answer.fromBytes(answer.toBytes()).orElseThrow();

        assertThat(kept.status()).isEqualTo(200);
        assertThat(kept.contentType()).isEqualTo("text/xml; charset=utf-8");
        assertThat(kept.body()).isEqualTo(answer.body());
        assertThat(Answer.fromBytes(Answer.noContent().toBytes()).orElseThrow().status())
                .isEqualTo(204);
        assertThat(Answer.fromBytes("garbage".getBytes(UTF_8))).isEmpty();
        assertThat(Answer.fromBytes(new byte[0])).isEmpty();
    }
}
