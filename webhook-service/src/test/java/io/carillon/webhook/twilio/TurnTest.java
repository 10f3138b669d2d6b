package io.carillon.webhook.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.call.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnTest {

    private static final Instant NINE = Instant.parse("2026-12-08T17:00:00Z");

    @Test
    void whatIsWrittenIntoTheUrlIsReadBack() {
        var turn = new Turn(
                4,
                1,
                List.of(
                        new Slot("doctor-1", NINE, NINE.plusSeconds(1800)),
                        new Slot("dr~o'hara & söhne", NINE.plusSeconds(1800), NINE.plusSeconds(5400))));

        assertThat(turn.action()).startsWith("/api/voice/gather?turn=4&");
        assertThat(read(turn.action())).contains(turn);
        assertThat(read(Turn.first().action())).contains(Turn.first());
    }

    @Test
    void everyQuestionHasItsOwnUrl() {
        var turn = Turn.first();

        assertThat(List.of(
                        turn.action(),
                        turn.again().action(),
                        turn.again().again().action(),
                        turn.offering(List.of(new Slot("d", NINE, NINE.plusSeconds(60))))
                                .action()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "turn=x",
                "turn=0",
                "turn=1001",
                "turn=1&misses=-1",
                "slot=",
                "slot=a~b~c",
                "slot=d~99999999999999999~1"
            })
    void whatWeDidNotWriteIsNoTurn(String query) {
        assertThat(read("/api/voice/gather?" + query)).isEmpty();
    }

    private static Optional<Turn> read(String action) {
        var query = action.substring(action.indexOf('?') + 1);
        return switch (FormDecoder.decode(query.getBytes(UTF_8))) {
            case FormDecoder.Decoded.Form form -> Turn.of(form.parameters());
            case FormDecoder.Decoded.Refused refused -> throw new AssertionError(refused);
        };
    }
}
