package io.carillon.stack.door;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** One request on its way through the door, and its answer on the way back. */
final class Exchange {

    private static final long FIRST_BYTE_LIMIT_MILLIS = 60_000;

    /** RFC 9110, 7.6.1: these are between two neighbours and go no further. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final HttpClient client;
    private final HttpServerRequest incoming;
    private final Route route;
    private final List<Integer> ports;

    Exchange(HttpClient client, HttpServerRequest incoming, Route route, List<Integer> ports) {
        this.client = client;
        this.incoming = incoming;
        this.route = route;
        this.ports = ports;
    }

    void forward() {
        incoming.pause();
        connect(0)
                .onSuccess(this::exchange)
                .onFailure(
                        failure -> Problems.send(incoming, 502, "Bad Gateway", route.owner() + " cannot be reached"));
    }

    /** The next replica where one does not take the connection: it has not seen the request, so nothing happens twice. */
    private Future<HttpClientRequest> connect(int attempt) {
        if (attempt >= ports.size()) {
            return Future.failedFuture("no replica of " + route.owner() + " takes a connection");
        }
        var options = new RequestOptions()
                .setMethod(incoming.method())
                .setHost("127.0.0.1")
                .setPort(ports.get(attempt))
                .setURI(incoming.uri());
        return client.request(options).recover(refused -> connect(attempt + 1));
    }

    private void exchange(HttpClientRequest outgoing) {
        copy(incoming.headers(), outgoing.headers());
        appendForwarded(outgoing.headers());
        if (!route.streaming()) {
            outgoing.idleTimeout(FIRST_BYTE_LIMIT_MILLIS);
        }
        outgoing.exceptionHandler(Problems::log);
        incoming.response().exceptionHandler(gone -> outgoing.reset());
        outgoing.response().onSuccess(this::answer).onFailure(this::fail);
        // A service that refuses a body answers before it has read it: what counts is its answer.
        send(outgoing).onFailure(Problems::log);
    }

    private Future<Void> send(HttpClientRequest outgoing) {
        var headers = incoming.headers();
        if (!headers.contains("Content-Length") && !headers.contains("Transfer-Encoding")) {
            incoming.resume();
            return outgoing.end();
        }
        outgoing.setChunked(!headers.contains("Content-Length"));
        return incoming.pipeTo(outgoing);
    }

    private void answer(HttpClientResponse answer) {
        var response = incoming.response();
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        copy(answer.headers(), response.headers());
        var bodiless =
                incoming.method().equals(HttpMethod.HEAD) || answer.statusCode() == 204 || answer.statusCode() == 304;
        response.setChunked(!bodiless && !answer.headers().contains("Content-Length"));
        answer.pipeTo(response).onFailure(this::fail);
    }

    private void fail(Throwable failure) {
        if (failure instanceof TimeoutException) {
            Problems.send(incoming, 504, "Gateway Timeout", route.owner() + " did not answer in time");
        } else {
            Problems.send(incoming, 502, "Bad Gateway", route.owner() + " broke the connection off");
        }
    }

    private void appendForwarded(MultiMap headers) {
        append(headers, "X-Forwarded-For", incoming.remoteAddress().hostAddress());
        append(headers, "X-Forwarded-Proto", incoming.isSSL() ? "https" : "http");
        var authority = incoming.authority();
        if (authority != null) {
            append(headers, "X-Forwarded-Host", authority.toString());
        }
    }

    private static void append(MultiMap headers, String name, String value) {
        var before = headers.getAll(name);
        headers.set(name, before.isEmpty() ? value : String.join(", ", before) + ", " + value);
    }

    private static void copy(MultiMap from, MultiMap to) {
        from.forEach(header -> {
            if (!HOP_BY_HOP.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        });
    }
}
