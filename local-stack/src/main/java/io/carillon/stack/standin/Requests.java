package io.carillon.stack.standin;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
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
}
