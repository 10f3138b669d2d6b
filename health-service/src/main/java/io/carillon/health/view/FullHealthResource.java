package io.carillon.health.view;

import io.carillon.health.traffic.TrafficWatch;
import io.carillon.health.watch.Watch;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /health/full}: what was last seen of everything, never waiting for any of it (R-HLTH-04, R-HLTH-11). */
@Path("/health/full")
@Produces(MediaType.APPLICATION_JSON)
public class FullHealthResource {

    private final Watch watch;
    private final TrafficWatch traffic;

    FullHealthResource(Watch watch, TrafficWatch traffic) {
        this.watch = watch;
        this.traffic = traffic;
    }

    @GET
    @NonBlocking
    public RestResponse<Views.Full> full() {
        var board = Board.of(watch.all());
        return RestResponse.ResponseBuilder.<Views.Full>create(Overall.httpStatus(board.overall()))
                .entity(Views.full(board, traffic.now()))
                .build();
    }
}
