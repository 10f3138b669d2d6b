package io.carillon.stack.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;

/**
 * Vapi's REST API, as far as it is asked: lists that are empty, and calls. A call that somebody else has answered
 * ({@code phoneCallProviderBypassEnabled}) is answered with the TwiML that leads the caller to the assistant
 * (docs.vapi.ai/api-reference/calls/create; support.vapi.ai/t/27519801).
 */
final class Vapi {

    private static final String BEARER = "Bearer ";

    private Vapi() {}

    static void mount(Router router) {
        router.get("/assistant").handler(context -> Answers.json(context, 200, "[]"));
        router.get("/phone-number").handler(context -> Answers.json(context, 200, "[]"));
        router.get("/call").handler(context -> Answers.json(context, 200, "[]"));
        router.post("/call").handler(Vapi::call);
    }

    private static void call(RoutingContext context) {
        var authorization = context.request().getHeader("Authorization");
        if (authorization == null || !authorization.startsWith(BEARER)) {
            refuse(
                    context,
                    401,
                    "Unauthorized",
                    "Invalid Key. Hot tip, you may be using the public key instead of private.");
            return;
        }
        var wanted = Requests.json(context);
        for (var field : new String[] {"assistantId", "phoneNumberId"}) {
            if (wanted.getString(field, "").isEmpty()) {
                refuse(context, 400, "Bad Request", field + " should not be empty");
                return;
            }
        }
        if (wanted.getJsonObject("customer", new JsonObject())
                .getString("number", "")
                .isEmpty()) {
            refuse(context, 400, "Bad Request", "customer.number should not be empty");
            return;
        }
        Answers.json(context, 201, made(wanted).encode());
    }

    /** It repeats what was wanted, as Vapi does, and adds what has come of it. */
    private static JsonObject made(JsonObject wanted) {
        var id = UUID.randomUUID().toString();
        var call = wanted.copy().put("id", id).put("status", "queued");
        if (!wanted.getBoolean("phoneCallProviderBypassEnabled", false)) {
            return call.put("type", "outboundPhoneCall");
        }
        var twiml =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Connect><Stream url=\"wss://vapi.invalid/%s/transport\"/>"
                                .formatted(id)
                        + "</Connect></Response>";
        return call.put("type", "inboundPhoneCall")
                .put("phoneCallProvider", "twilio")
                .put("phoneCallTransport", "pstn")
                .put("phoneCallProviderDetails", new JsonObject().put("twiml", twiml));
    }

    private static void refuse(RoutingContext context, int status, String error, String message) {
        var body = new JsonObject()
                .put("message", new JsonArray().add(message))
                .put("error", error)
                .put("statusCode", status);
        Answers.json(context, status, body.encode());
    }
}
