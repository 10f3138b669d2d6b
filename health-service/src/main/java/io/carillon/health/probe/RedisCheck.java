package io.carillon.health.probe;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;

/** Kind {@code redis}: a new connection and a PING. */
record RedisCheck(RedisServer server, Duration limit) implements Check {

    @Override
    public CheckResult run() throws InterruptedException {
        return switch (server.ask(limit, Request.cmd(Command.PING))) {
            case RedisServer.Answer.Missing(var reason) -> CheckResult.down(reason);
            case RedisServer.Answer.Given(var texts) ->
                "PONG".equals(texts.getFirst()) ? CheckResult.UP : CheckResult.down(Reason.UNEXPECTED_ANSWER);
        };
    }
}
