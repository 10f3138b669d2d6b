package io.carillon.kit.body;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * Hands a resource the body that {@link RequestBodies} has read. One that runs on a thread of its own would find it
 * anyway; one that runs on the event loop takes a request that has ended for one without a body.
 */
@Provider
class ReadBody implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        var current = CurrentRequestManager.get();
        if (current == null || current.hasInputStream()) {
            return;
        }
        var body = current.unwrap(RoutingContext.class).body().buffer();
        if (body != null) {
            request.setEntityStream(new ByteArrayInputStream(body.getBytes()));
        }
    }
}
