package io.carillon.booking.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallEndTest {

    @ParameterizedTest
    @CsvSource({
        "completed,true",
        "busy,true",
        "failed,true",
        "no-answer,true",
        "canceled,true",
        "queued,false",
        "ringing,false",
        "in-progress,false",
        "Completed,false"
    })
    void twilioSaysItByTheStatusOfTheCall(String status, boolean over) {
        var parameters = List.of(new Parameter("CallSid", "CA1"), new Parameter("CallStatus", status));

        assertThat(CallEnd.in(callback("twilio", "voice.status", parameters, null)))
                .isEqualTo(over);
        assertThat(CallEnd.in(callback("twilio", "voice.gather", parameters, null)))
                .isFalse();
    }

    @Test
    void vapiSaysItByAReportOrAnUpdate() {
        assertThat(CallEnd.in(callback("vapi", "end-of-call-report", List.of(), null)))
                .isTrue();
        assertThat(CallEnd.in(callback("vapi", "status-update", List.of(), "{\"status\":\"ended\"}")))
                .isTrue();
        assertThat(CallEnd.in(callback("vapi", "status-update", List.of(), "{\"status\":\"in-progress\"}")))
                .isFalse();
        assertThat(CallEnd.in(callback("vapi", "status-update", List.of(), "{\"status\":")))
                .isFalse();
        assertThat(CallEnd.in(callback("vapi", "status-update", List.of(), null)))
                .isFalse();
        assertThat(CallEnd.in(callback("vapi", "tool-calls", List.of(), "{\"status\":\"ended\"}")))
                .isFalse();
        assertThat(CallEnd.in(callback("somebody", "end-of-call-report", List.of(), null)))
                .isFalse();
    }

    private static CallbackAccepted callback(
            String provider, String kind, List<Parameter> parameters, @Nullable String body) {
        return new CallbackAccepted("call", provider, kind, "/", parameters, body);
    }
}
