package io.carillon.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.TwilioCaller.Heard;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Somebody who calls a clinic and answers what is asked. */
public final class Phone {

    public static final String FIRST_TURN = "/api/voice/gather?turn=1";

    public final TwilioCaller twilio;
    private final String number;
    private final Map<String, String> always = new HashMap<>(Map.of("CallStatus", "in-progress"));

    public Phone(URI service, String number) {
        this.twilio = new TwilioCaller(service);
        this.number = number;
    }

    public Phone from(String caller) {
        always.put("From", caller);
        return this;
    }

    public String callSid() {
        return twilio.callSid;
    }

    public Heard ring() {
        return twilio.call("/api/voice/incoming", number, Map.of("CallStatus", "ringing"));
    }

    /** A key, or several, at the first question of a call. */
    public Heard press(String digits) {
        return answer(FIRST_TURN, Map.of("Digits", digits));
    }

    public Heard press(Heard asked, String digits) {
        return answer(asked.action(), Map.of("Digits", digits));
    }

    public Heard say(String words) {
        return answer(FIRST_TURN, Map.of("SpeechResult", words));
    }

    public Heard say(Heard asked, String words) {
        return answer(asked.action(), Map.of("SpeechResult", words));
    }

    public Heard keepSilent(Heard asked) {
        return answer(asked.action(), Map.of());
    }

    public Heard answer(String target, Map<String, String> answer) {
        var fields = new HashMap<>(always);
        fields.putAll(answer);
        var heard = twilio.call(target, number, fields);
        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.contentType()).startsWith("text/xml");
        return heard;
    }
}
