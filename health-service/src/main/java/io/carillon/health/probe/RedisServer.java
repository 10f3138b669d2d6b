package io.carillon.health.probe;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Redis server that is asked over a connection of its own each time. A kept connection would go on answering "fine"
 * while the server refuses new ones, and would make the first look after its return fail.
 */
public final class RedisServer {

    private final Vertx vertx;
    private final String url;

    /** @param url {@code redis://[user:password@]host:port[/database]} or {@code rediss://…} */
    public RedisServer(Vertx vertx, String url) {
        this.vertx = vertx;
        this.url = url;
    }

    /** The answers, in order, or why there are none. */
    public sealed interface Answer {
        /** @param texts one a request; a null reply is empty text */
        record Given(List<String> texts) implements Answer {}

        record Missing(Reason reason) implements Answer {}
    }

    /** Connects, sends {@code requests} in one batch, waits no longer than {@code limit} for all of it, and hangs up. */
    public Answer ask(Duration limit, Request... requests) throws InterruptedException {
        var client = Redis.createClient(vertx, options(limit));
        try {
            var responses = client.batch(List.of(requests)).toCompletionStage().toCompletableFuture();
            return new Answer.Given(responses.get(limit.toMillis(), TimeUnit.MILLISECONDS).stream()
                    .map(response -> Objects.toString(response, ""))
                    .toList());
        } catch (TimeoutException e) {
            return new Answer.Missing(Reason.TIMEOUT);
        } catch (ExecutionException e) {
            return new Answer.Missing(why(e));
        } finally {
            client.close();
        }
    }

    private RedisOptions options(Duration limit) {
        var millis = Math.toIntExact(limit.toMillis());
        // The idle limit ends connections that a stopped server accepted and never answers: without it each look at it
        // would leave one behind.
        var net = new NetClientOptions()
                .setConnectTimeout(millis)
                .setIdleTimeout(millis)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return new RedisOptions()
                .setConnectionString(url)
                .setMaxPoolSize(1)
                .setPoolCleanerInterval(-1)
                .setNetClientOptions(net);
    }

    private static Reason why(ExecutionException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ErrorType error) {
                return why(error);
            }
        }
        return NetworkReason.of(e).orElse(Reason.RESET);
    }

    /** Redis writes the kind of an error as its first word; the client adds one of its own. */
    private static Reason why(ErrorType error) {
        var text = Objects.requireNonNullElse(error.getMessage(), "");
        if (text.startsWith("NOAUTH") || text.startsWith("WRONGPASS") || text.startsWith("ERR invalid password")) {
            return Reason.UNAUTHORIZED;
        }
        return text.equals("CONNECTION_CLOSED") ? Reason.RESET : Reason.UNEXPECTED_ANSWER;
    }
}
