package io.carillon.webhook.calllog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.webhook.delivery.Accepted;
import io.carillon.webhook.delivery.CallIds;
import io.carillon.webhook.delivery.UnprocessableCallback;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a Vapi server message says of its call. Transcripts and the like say nothing of it and are not even parsed. */
final class VapiCalls {

    private static final String PROVIDER = "vapi";
    private static final String REPORT = "end-of-call-report";

    private static final Set<String> KINDS = Set.of("assistant-request", "status-update", REPORT);

    private static final JsonMapper JSON = new JsonMapper();

    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_REASON = 128;

    private VapiCalls() {}

    static boolean concern(CallbackAccepted callback) {
        return callback.provider().equals(PROVIDER) && KINDS.contains(callback.kind()) && callback.body() != null;
    }

    /** @throws UnprocessableCallback when the body is no JSON, which was looked at before it was recorded */
    static CallChange change(Accepted accepted) {
        var callback = accepted.callback();
        var message = message(accepted);
        var call = message.path("call");
        var report = callback.kind().equals(REPORT);
        var status = CallStatus.of(report ? "ended" : text(message, "status"), -1);
        var outbound = "outboundPhoneCall".equals(text(call, "type"));
        var customer = Said.text(number(call, message, "customer"), LONGEST_NUMBER);
        var ours = Said.text(number(call, message, "phoneNumber"), LONGEST_NUMBER);
        var ended = Said.time(either(message, call, "endedAt"));
        return new CallChange(
                CallIds.stored(callback.callId()),
                accepted.at(),
                accepted.orgId(),
                PROVIDER,
                outbound ? "outbound" : "inbound",
                outbound ? ours : customer,
                outbound ? customer : ours,
                status,
                null,
                null,
                Said.text(text(message, "endedReason"), LONGEST_REASON),
                false,
                Said.time(either(message, call, "startedAt")),
                status.ended() ? (ended == null ? accepted.at() : ended) : null,
                seconds(message.path("durationSeconds")));
    }

    /** As it is recorded, without the envelope; with it, as Vapi sends it. */
    private static JsonNode message(Accepted accepted) {
        try {
            var body = JSON.readTree(accepted.callback().body());
            return body.path("message").isObject() ? body.path("message") : body;
        } catch (JsonProcessingException e) {
            throw new UnprocessableCallback(accepted.ceId(), "the body is no JSON; expected a server message");
        }
    }

    private static @Nullable Integer seconds(JsonNode duration) {
        return duration.isNumber() ? Said.seconds(Long.toString(duration.longValue())) : null;
    }

    private static @Nullable String number(JsonNode call, JsonNode message, String whose) {
        var ofCall = text(call.path(whose), "number");
        return ofCall != null ? ofCall : text(message.path(whose), "number");
    }

    private static @Nullable String either(JsonNode one, JsonNode other, String name) {
        var text = text(one, name);
        return text != null ? text : text(other, name);
    }

    private static @Nullable String text(JsonNode object, String name) {
        return object.path(name).textValue();
    }
}
