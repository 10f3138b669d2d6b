package io.carillon.webhook.calllog;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.delivery.Accepted;
import io.carillon.webhook.delivery.CallIds;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a Twilio voice callback says of its call. */
final class TwilioCalls {

    static final String PROVIDER = "twilio";

    private static final Set<String> KINDS = Set.of(
            "voice.incoming", "voice.gather", "voice.receptionist", "voice.status", "voice.dial", "voice.recording");

    private static final int LONGEST_NUMBER = 64;
    private static final int MOST_CALLBACKS = 1_000_000;

    private TwilioCalls() {}

    static boolean concern(CallbackAccepted callback) {
        return callback.provider().equals(PROVIDER) && KINDS.contains(callback.kind());
    }

    static CallChange change(Accepted accepted) {
        var callback = accepted.callback();
        var fields = fields(callback);
        var sequence = Said.number(fields.get("SequenceNumber"), MOST_CALLBACKS, -1);
        var status = CallStatus.of(fields.get("CallStatus"), sequence);
        var at = Said.time(fields.get("Timestamp"));
        return new CallChange(
                CallIds.stored(callback.callId()),
                accepted.at(),
                accepted.orgId(),
                PROVIDER,
                direction(callback, fields.get("Direction")),
                Said.text(fields.get("From"), LONGEST_NUMBER),
                Said.text(fields.get("To"), LONGEST_NUMBER),
                status,
                null,
                outcome(callback, fields.get("DialCallStatus")),
                null,
                callback.kind().equals("voice.recording"),
                null,
                status.ended() ? (at == null ? accepted.at() : at) : null,
                Said.seconds(fields.get("CallDuration")));
    }

    /** Of repeated names the first, as everywhere here. */
    private static Map<String, String> fields(CallbackAccepted callback) {
        var fields = new HashMap<String, String>();
        for (Parameter parameter : callback.parameters()) {
            fields.putIfAbsent(parameter.name(), parameter.value());
        }
        return fields;
    }

    /** Twilio says {@code inbound}, {@code outbound-api} or {@code outbound-dial}; who rings at our door calls in. */
    private static @Nullable String direction(CallbackAccepted callback, @Nullable String said) {
        if (said == null) {
            return callback.kind().equals("voice.incoming") ? "inbound" : null;
        }
        return said.startsWith("outbound") ? "outbound" : said.equals("inbound") ? "inbound" : null;
    }

    private static @Nullable String outcome(CallbackAccepted callback, @Nullable String dialled) {
        if (!callback.kind().equals("voice.dial") || dialled == null) {
            return null;
        }
        return switch (dialled) {
            case "completed", "answered" -> CallOutcome.TRANSFERRED.word();
            default -> CallOutcome.TRANSFER_FAILED.word();
        };
    }
}
