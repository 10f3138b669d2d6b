package io.carillon.health.view;

import io.carillon.health.watch.Watch;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /health/lb}: 200 or 503 for a load balancer; asks nobody (R-HLTH-08). */
@Path("/health/lb")
@Produces(MediaType.APPLICATION_JSON)
public class LoadBalancerResource {

    private final Watch watch;
    private final Draining draining;

    LoadBalancerResource(Watch watch, Draining draining) {
        this.watch = watch;
        this.draining = draining;
    }

    @GET
    @NonBlocking
    public RestResponse<Views.LoadBalancer> balance() {
        var ready = Overall.ready(Board.of(watch.all()).probe(Paths.LOAD_BALANCER), draining.draining());
        return RestResponse.ResponseBuilder.<Views.LoadBalancer>create(ready ? 200 : 503)
                .entity(Views.loadBalancer(ready))
                .build();
    }
}
