package io.carillon.stack.standin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger.Level;

/** The ways in which the stack's own HTTP server answers. */
public final class Answers {

    private static final System.Logger LOG = System.getLogger(Answers.class.getName());

    private Answers() {}

    public static void json(RoutingContext context, int status, String body) {
        send(context, status, "application/json", body);
    }

    public static void send(RoutingContext context, int status, String contentType, String body) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                .end(body)
                .onFailure(Answers::logFailure);
    }

    /** RFC 9457. */
    public static void problem(RoutingContext context, int status, String detail) {
        var problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", status == 404 ? "Not Found" : status == 400 ? "Bad Request" : "Error")
                .put("status", status)
                .put("detail", detail);
        send(context, status, "application/problem+json", problem.encode());
    }

    /** A client that has hung up is nothing to act on. */
    public static void logFailure(Throwable failure) {
        LOG.log(Level.DEBUG, "an answer could not be sent", failure);
    }
}
