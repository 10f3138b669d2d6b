package io.carillon.stack.standin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The parts of a request that the stack's own HTTP server reads. */
public final class Requests {

    private Requests() {}

    /** A parameter that the route's path names. */
    public static String pathParameter(RoutingContext context, String name) {
        return Objects.requireNonNull(context.pathParam(name), name);
    }

    /**
     * The body as a JSON object; an absent one is empty.
     *
     * @throws io.vertx.core.json.DecodeException when it is no JSON
     * @throws ClassCastException when it is JSON of another kind
     */
    static JsonObject json(RoutingContext context) {
        var body = context.body().asJsonObject();
        return body == null ? new JsonObject() : body;
    }

    /** The fields of a form; of a repeated one the last. An absent body is empty. */
    static Map<String, String> form(RoutingContext context) {
        var fields = new HashMap<String, String>();
        for (var field :
                Objects.requireNonNullElse(context.body().asString(), "").split("&")) {
            var parts = field.split("=", 2);
            if (parts.length == 2) {
                fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
