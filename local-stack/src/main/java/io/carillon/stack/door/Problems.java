package io.carillon.stack.door;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger.Level;

/** What the door says in its own name (RFC 9457). */
final class Problems {

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private Problems() {}

    /** Nothing is said when the answer has begun already: the connection is closed, so that nobody takes it for whole. */
    static void send(HttpServerRequest request, int status, String title, String detail) {
        var response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            request.connection().close().onFailure(Problems::log);
            return;
        }
        // The rest of a body that nobody will read.
        request.resume();
        response.headers().clear();
        response.setChunked(false)
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .encode())
                .onFailure(Problems::log);
    }

    static void log(Throwable failure) {
        LOG.log(Level.DEBUG, "the caller has gone", failure);
    }
}
