package io.carillon.kit.request;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/** Remembers the route a request matched, so that metrics are labelled by {@code /api/x/{id}} and never by an id. */
@Provider
class RouteTemplate implements ContainerRequestFilter {

    static final String KEY = "carillon.route";
    private static final String UNMATCHED = "other";

    /** As many as there are resource methods. */
    private final Map<RuntimeResource, String> templates = new ConcurrentHashMap<>();

    @Override
    public void filter(ContainerRequestContext request) {
        var current = CurrentRequestManager.get();
        if (current == null || current.getTarget() == null) {
            return;
        }
        current.unwrap(RoutingContext.class)
                .put(KEY, templates.computeIfAbsent(current.getTarget(), RouteTemplate::template));
    }

    static String of(RoutingContext exchange) {
        String template = exchange.get(KEY);
        return template == null ? UNMATCHED : template;
    }

    private static String template(RuntimeResource target) {
        var ofClass = target.getClassPath() == null ? "" : target.getClassPath().template;
        var ofMethod = target.getPath() == null ? "" : target.getPath().template;
        var whole = (ofClass + "/" + ofMethod).replaceAll("/{2,}", "/");
        return whole.length() > 1 && whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }
}
