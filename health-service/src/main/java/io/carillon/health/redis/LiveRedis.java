package io.carillon.health.redis;

import io.carillon.health.probe.RedisServer;
import io.carillon.health.probe.SingleFlight;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Redis measured at the moment of asking (R-HLTH-03). */
@ApplicationScoped
public class LiveRedis {

    /** As for the database: the whole answer within 2 s. */
    private static final Duration LIMIT = Duration.ofMillis(1_700);

    private static final String USED_MEMORY = "used_memory:";

    private final SingleFlight<RedisFigures> flight = new SingleFlight<>();
    private final RedisServer server;

    LiveRedis(Vertx vertx, @ConfigProperty(name = "REDIS_URL") String url) {
        this.server = new RedisServer(vertx, url);
    }

    public RedisFigures look() throws InterruptedException {
        return flight.ask(LIMIT, this::measure).orElseGet(() -> new RedisFigures.Disconnected(LIMIT));
    }

    private RedisFigures measure() throws InterruptedException {
        var begun = System.nanoTime();
        var answer = server.ask(LIMIT, Request.cmd(Command.INFO).arg("memory"), Request.cmd(Command.DBSIZE));
        var latency = Duration.ofNanos(System.nanoTime() - begun);
        return switch (answer) {
            case RedisServer.Answer.Missing _ -> new RedisFigures.Disconnected(latency);
            case RedisServer.Answer.Given(var texts) -> figures(latency, texts.get(0), texts.get(1));
        };
    }

    private static RedisFigures figures(Duration latency, String info, String keys) {
        var used = usedMemory(info);
        return used.isPresent()
                ? new RedisFigures.Connected(latency, used.getAsLong(), Long.parseLong(keys))
                : new RedisFigures.Disconnected(latency);
    }

    /** The figure of the line {@code used_memory:<bytes>}; empty when there is no such line. */
    static OptionalLong usedMemory(String info) {
        return info.lines()
                .filter(line -> line.startsWith(USED_MEMORY))
                .mapToLong(line ->
                        Long.parseLong(line.substring(USED_MEMORY.length()).strip()))
                .findFirst();
    }
}
