package io.carillon.health.view;

import io.carillon.health.database.DatabaseFigures;
import io.carillon.health.database.LiveDatabase;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /health/database}: measured now; 503 when the database does not answer (R-HLTH-02). */
@Path("/health/database")
@Produces(MediaType.APPLICATION_JSON)
public class DatabaseHealthResource {

    private final LiveDatabase database;

    DatabaseHealthResource(LiveDatabase database) {
        this.database = database;
    }

    @GET
    @RunOnVirtualThread
    public RestResponse<Views.Database> database() throws InterruptedException {
        var figures = database.look();
        var status = switch (figures) {
            case DatabaseFigures.Connected _ -> RestResponse.Status.OK;
            case DatabaseFigures.Disconnected _ -> RestResponse.Status.SERVICE_UNAVAILABLE;
        };
        return RestResponse.status(status, Views.database(figures));
    }
}
