package io.carillon.health.view;

import io.carillon.health.redis.LiveRedis;
import io.carillon.health.redis.RedisFigures;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /health/redis}: measured now; 503 when Redis does not answer (R-HLTH-03). */
@Path("/health/redis")
@Produces(MediaType.APPLICATION_JSON)
public class RedisHealthResource {

    private final LiveRedis redis;

    RedisHealthResource(LiveRedis redis) {
        this.redis = redis;
    }

    @GET
    @RunOnVirtualThread
    public RestResponse<Views.Redis> redis() throws InterruptedException {
        var figures = redis.look();
        var status = switch (figures) {
            case RedisFigures.Connected _ -> RestResponse.Status.OK;
            case RedisFigures.Disconnected _ -> RestResponse.Status.SERVICE_UNAVAILABLE;
        };
        return RestResponse.status(status, Views.redis(figures));
    }
}
