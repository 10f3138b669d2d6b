package io.carillon.health.view;

import io.carillon.health.watch.Watch;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /api/health}: the same health in the words of two other runbooks (R-HLTH-06). */
@Path("/api/health")
@Produces(MediaType.APPLICATION_JSON)
public class ApiHealthResource {

    private final Watch watch;
    private final Clock clock;

    ApiHealthResource(Watch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    @GET
    @NonBlocking
    public RestResponse<Views.Api> health() {
        var board = Board.of(watch.all());
        return RestResponse.ResponseBuilder.<Views.Api>create(Overall.httpStatus(board.overall()))
                .entity(Views.api(board, clock.instant()))
                .build();
    }
}
