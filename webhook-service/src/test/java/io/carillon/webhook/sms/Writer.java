package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.TwilioCaller.Heard;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** Somebody with a telephone of their own who writes to a clinic. */
final class Writer {

    private final URI service;
    private final String clinic;
    final String phone = "+1555" + (1_000_000 + Math.floorMod(UUID.randomUUID().hashCode(), 9_000_000));
    /** Id of the first message, which is the conversation's. */
    String first = "";

    Writer(URI service, String clinic) {
        this.service = service;
        this.clinic = clinic;
    }

    static String sid() {
        return "SM" + UUID.randomUUID().toString().replace("-", "");
    }

    String writes(String body) {
        var sid = sid();
        first = first.isEmpty() ? sid : first;
        var heard = sends(sid, body);
        assertThat(heard.verbs()).containsExactly("Message");
        return heard.twiml().getDocumentElement().getTextContent();
    }

    Heard sends(String sid, String body) {
        var heard = new TwilioCaller(service)
                .call(
                        "/api/whatsapp/incoming",
                        "whatsapp:" + clinic,
                        Map.of("From", "whatsapp:" + phone, "Body", body, "MessageSid", sid, "CallSid", sid));
        assertThat(heard.status()).isEqualTo(200);
        return heard;
    }
}
