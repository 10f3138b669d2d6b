package io.carillon.webhook.vapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.webhook.delivery.Accepted;
import io.carillon.webhook.delivery.CallbackEffect;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Every message of Vapi leaves something that can be asked for: how often its type came on its call, and what it says of
 * the call (ADR 23). Counts once, because it runs in the transaction that marks the messages delivered.
 */
@ApplicationScoped
class CallEffects implements CallbackEffect {

    static final String PROVIDER = "vapi";

    @Override
    public boolean concerns(CallbackAccepted callback) {
        return callback.provider().equals(PROVIDER);
    }

    @Override
    public void apply(Connection connection, List<Accepted> callbacks) throws SQLException {
        CallMessages.write(connection, callbacks.stream().map(CallEffects::row).toList());
    }

    private static CallMessages.Row row(Accepted accepted) {
        var type = MessageType.of(accepted.callback().kind());
        var message = new VapiMessage(body(accepted.callback()));
        return new CallMessages.Row(
                accepted,
                type,
                message.subject().word(),
                HappeningReader.stored(message.assistantId()),
                HappeningReader.read(type, message.message()));
    }

    /** What we recorded ourselves can be read; should it not be, the message came all the same. */
    private static JsonNode body(CallbackAccepted callback) {
        try {
            var body = callback.body();
            return body == null ? MissingNode.getInstance() : VapiMessage.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
