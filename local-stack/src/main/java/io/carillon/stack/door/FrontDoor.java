package io.carillon.stack.door;

import io.carillon.stack.server.ServerFailure;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The one public address. It looks a request's path up in the table and hands it on as it came: the raw target unchanged
 * (a signature covers it), both bodies streamed, {@code X-Forwarded-*} appended.
 */
public final class FrontDoor {

    private static final int CONNECTIONS_PER_REPLICA = 512;
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int LONGEST_HEADER = 32 * 1024;

    private final Vertx vertx;
    private final Routes routes;
    private final Upstreams upstreams;
    private final HttpClient client;
    private volatile @Nullable HttpServer door;

    public FrontDoor(Vertx vertx, Routes routes, Upstreams upstreams) {
        this.vertx = vertx;
        this.routes = routes;
        this.upstreams = upstreams;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_REPLICA));
    }

    /**
     * Opens the door.
     *
     * @param host the address to listen on: 127.0.0.1 unless somebody chose otherwise
     * @throws ServerFailure in one line when the port is taken
     */
    public void listen(String host, int port) {
        var options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setMaxInitialLineLength(LONGEST_HEADER)
                .setMaxHeaderSize(LONGEST_HEADER);
        try {
            door = vertx.createHttpServer(options)
                    .requestHandler(this::handle)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new ServerFailure(
                    "port %d (front door) is in use: stop what listens there, or set CARILLON_PORT_BASE to move all ports"
                            .formatted(port),
                    e);
        }
    }

    /** Nobody is let in any more. Does nothing where it was not opened. */
    public void close() {
        var open = door;
        if (open != null) {
            open.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void handle(HttpServerRequest incoming) {
        var path = incoming.path();
        var route = path == null ? Optional.<Route>empty() : routes.match(path);
        route.ifPresentOrElse(
                found -> new Exchange(client, incoming, found, upstreams.ports(found.owner())).forward(),
                () -> Problems.send(incoming, 404, "Not Found", "no service owns this path"));
    }
}
