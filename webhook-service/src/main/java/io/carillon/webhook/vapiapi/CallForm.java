package io.carillon.webhook.vapiapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.kit.outside.Unserved;
import io.carillon.webhook.call.Person;
import io.carillon.webhook.vapiapi.Handover.NotTaken;
import io.carillon.webhook.vapiapi.Handover.Taken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /call} as Vapi has it for calls that somebody else has answered: with {@code phoneCallProviderBypassEnabled}
 * it does not ring anybody, and its answer says in {@code phoneCallProviderDetails.twiml} how Twilio connects the caller
 * (support.vapi.ai/t/27519801; docs.vapi.ai/api-reference/calls/create; VapiAI/example-phone-call-provider-bypass).
 */
final class CallForm {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Vapi wants a number, in E.164 unless told otherwise, and takes letters then (docs.vapi.ai, CreateCustomerDTO,
     * {@code numberE164CheckEnabled}); our tools take this one for nobody's.
     */
    private static final String WITHHELD = "anonymous";

    private CallForm() {}

    /** @param caller the number as Twilio gave it; null when it gave none */
    static byte[] written(Receptionist receptionist, @Nullable String caller) {
        var form = JSON.createObjectNode()
                .put("phoneNumberId", receptionist.phoneNumberId())
                .put("assistantId", receptionist.assistantId())
                .put("phoneCallProviderBypassEnabled", true);
        var customer = form.putObject("customer");
        if (new Person(null, caller).reachable()) {
            customer.put("number", caller);
        } else {
            customer.put("number", WITHHELD).put("numberE164CheckEnabled", false);
        }
        try {
            return JSON.writeValueAsBytes(form);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    static Handover read(int status, byte[] body) {
        return status / 100 == 2 ? taken(body) : new NotTaken(Unserved.ofStatus(status));
    }

    private static Handover taken(byte[] body) {
        try {
            JsonNode twiml =
                    JSON.readTree(body).path("phoneCallProviderDetails").path("twiml");
            return twiml.isTextual() && ReceivedTwiml.isUsable(twiml.textValue().strip())
                    ? new Taken(twiml.textValue().strip().getBytes(StandardCharsets.UTF_8))
                    : new NotTaken(Unserved.UNUSABLE);
        } catch (IOException e) {
            return new NotTaken(Unserved.UNUSABLE);
        }
    }
}
