package io.carillon.webhook.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.session.Change.Kind;
import io.carillon.webhook.session.Change.Origin;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallChangesTest {

    private static final UUID CLINIC = UUID.fromString("00000000-0000-4000-8000-000000000001");

    @ParameterizedTest
    @CsvSource({
        "voice.incoming, ringing, OPEN",
        "voice.gather, in-progress, TOUCH",
        "voice.status, in-progress, TOUCH",
        "voice.status, completed, CLOSE",
        "voice.status, no-answer, CLOSE",
        "voice.status, busy, CLOSE",
        "voice.status, failed, CLOSE",
        "voice.status, canceled, CLOSE",
        "voice.dial, completed, TOUCH",
    })
    void twiliosVoiceCallbacksSayHowTheCallGoes(String kind, String state, Kind expected) {
        var callback =
                new CallbackAccepted("CA1", "twilio", kind, "/x", List.of(new Parameter("CallStatus", state)), null);

        assertThat(CallChanges.of(callback, CLINIC)).contains(new Change(expected, "CA1", Origin.CALL, CLINIC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms.incoming", "sms.status", "whatsapp.incoming"})
    void aMessageIsNoSession(String kind) {
        assertThat(CallChanges.of(new CallbackAccepted("SM1", "twilio", kind, "/x", List.of(), null), null))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assistant-request  | {}                                               | OPEN",
                "status-update      | {\"status\":\"in-progress\"}                     | OPEN",
                "status-update      | {\"call\":{\"status\":\"in-progress\"},\"status\":\"ended\"} | CLOSE",
                "status-update      | {\"call\":{\"status\":\"ended\"}}                | TOUCH",
                "status-update      | {\"status\":7}                                   | TOUCH",
                "status-update      | [\"ended\"]                                      | TOUCH",
                "end-of-call-report | {}                                               | CLOSE",
                "tool-calls         | {}                                               | TOUCH",
            })
    void vapisMessagesSayHowTheCallGoes(String type, String message, Kind expected) {
        assertThat(vapi("7f0a-call", type, message)).contains(new Change(expected, "7f0a-call", Origin.CALL, null));
    }

    @Test
    void anIdThatCouldNameAnotherKeyIsNone() {
        assertThat(vapi("a*", "assistant-request", "{}")).isEmpty();
        assertThat(vapi("", "assistant-request", "{}")).isEmpty();
        assertThat(vapi("x".repeat(129), "assistant-request", "{}")).isEmpty();
    }

    @Test
    void changesOfOneCallAreToldAsOne() {
        var open = new Change(Kind.OPEN, "CA1", Origin.CALL, CLINIC);
        var touch = new Change(Kind.TOUCH, "CA1", Origin.CALL, CLINIC);
        var close = new Change(Kind.CLOSE, "CA1", Origin.CALL, CLINIC);

        assertThat(open.then(touch)).isEqualTo(open);
        assertThat(open.then(touch).then(close)).isEqualTo(close);
        assertThat(close.then(touch)).isEqualTo(close);
        assertThat(touch.then(open)).isEqualTo(open);
    }

    private static java.util.Optional<Change> vapi(String callId, String type, @Nullable String message) {
        return CallChanges.of(new CallbackAccepted(callId, "vapi", type, "/x", List.of(), message), null);
    }
}
