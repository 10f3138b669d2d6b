package io.carillon.health.view;

import io.carillon.health.watch.Watch;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * {@code GET /api/health/probes} (ours): every probe with why it failed, since when, when it was last looked at and where
 * its owner's status page is. The seeds' own paths have fixed shapes and no room for any of that.
 */
@Path("/api/health/probes")
@Produces(MediaType.APPLICATION_JSON)
public class ProbesResource {

    private final Watch watch;

    ProbesResource(Watch watch) {
        this.watch = watch;
    }

    @GET
    @NonBlocking
    @Requires(Role.VIEWER)
    public Views.Probes probes() {
        return Views.probes(watch.all());
    }
}
