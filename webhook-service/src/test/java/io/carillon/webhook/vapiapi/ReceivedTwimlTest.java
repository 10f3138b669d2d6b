package io.carillon.webhook.vapiapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedTwimlTest {

    @ParameterizedTest
    @Requirement("R-EXT-07")
    @ValueSource(
            strings = {
                "<Response><Connect><Stream url=\"wss://vapi.example/1\"/></Connect></Response>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\n <Say>é</Say>\n</Response>",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- by hand --><Response><Hangup/></Response>",
                "<?xml version=\"1.0\"?><Response><Dial><Sip>sip:x@sip.vapi.example</Sip></Dial></Response>"
            })
    void whatTwilioCanFollowIsUsable(String text) {
        assertThat(ReceivedTwiml.isUsable(text)).isTrue();
    }

    @ParameterizedTest
    @Requirement("R-EXT-07")
    @ValueSource(
            strings = {
                "",
                "wss://vapi.example/1",
                "{\"twiml\":\"<Response/>\"}",
                "<Response/>",
                "<Response>text alone</Response>",
                "<response><Hangup/></response>",
                "<html><Response><Hangup/></Response></html>",
                "<Response xmlns=\"https://vapi.example\"><Hangup/></Response>",
                "<x:Response xmlns:x=\"https://vapi.example\"><Hangup/></x:Response>",
                "<Response><Connect></Response>",
                "<Response><Hangup/>",
                "<Response><Hangup/></Response><Response/>",
                "<Response><Say>a & b</Say></Response>",
                "<Response><Say>\u0001</Say></Response>",
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?><Response><Hangup/></Response>",
                "<!DOCTYPE Response><Response><Hangup/></Response>",
                "<!DOCTYPE Response [<!ENTITY a \"b\">]><Response><Say>&a;</Say></Response>",
                "<!DOCTYPE Response [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><Response><Say>&a;</Say></Response>",
                "<!DOCTYPE Response SYSTEM \"http://127.0.0.1:1/x.dtd\"><Response><Hangup/></Response>"
            })
    void whatTwilioWouldHangUpOnIsNot(String text) {
        assertThat(ReceivedTwiml.isUsable(text)).isFalse();
    }

    @Test
    @Requirement("R-EXT-07")
    void whatIsLongerThanAnyConnectionIsNot() {
        var fitting = "<Response><Say>" + "a".repeat(16_000) + "</Say></Response>";

        assertThat(ReceivedTwiml.isUsable(fitting)).isTrue();
        assertThat(ReceivedTwiml.isUsable(fitting + " ".repeat(400))).isFalse();
    }
}
