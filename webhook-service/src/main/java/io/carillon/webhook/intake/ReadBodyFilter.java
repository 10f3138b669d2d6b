package io.carillon.webhook.intake;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Gives resources the body that {@link RequestBodies} has read. Public, because Quarkus calls it from what it generates. */
public class ReadBodyFilter {

    @ServerRequestFilter
    public void hand(ContainerRequestContext request, RoutingContext exchange) {
        var body = RequestBodies.of(exchange);
        if (body != null) {
            request.setEntityStream(new ByteArrayInputStream(body));
        }
    }
}
