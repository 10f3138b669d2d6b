package io.carillon.kit.request;

import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Happenings;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.MDC;
import org.jboss.logmanager.Logger;

/** Gives each request its id and, when it is answered, its access line and its place in the metrics. */
@ApplicationScoped
class RequestTrail {

    /** Before every other filter, so that their refusals are seen as well. */
    private static final int FIRST = 1000;

    private final Metrics metrics;
    private final Logger access = Logger.getLogger("access");

    /** As many as there are methods, routes and classes of status, all of which are bounded. */
    private final Map<Answered, Happenings> answered = new ConcurrentHashMap<>();

    /** What requests are counted by. */
    private record Answered(String method, String route, int statusClass) {

        Map<String, String> labels() {
            return Map.of("method", method, "route", route, "status", statusClass + "xx");
        }
    }

    RequestTrail(Metrics metrics) {
        this.metrics = metrics;
    }

    void register(@Observes Filters filters) {
        filters.register(this::follow, FIRST);
    }

    private void follow(RoutingContext exchange) {
        var id = RequestIds.takeOrMake(exchange.request().getHeader(RequestContext.HEADER));
        long begun = System.nanoTime();
        exchange.put(RequestContext.KEY, id);
        MDC.put(RequestContext.KEY, id);
        exchange.response().putHeader(RequestContext.HEADER, id);
        exchange.addEndHandler(done -> finished(exchange, id, Duration.ofNanos(System.nanoTime() - begun)));
        exchange.next();
    }

    private void finished(RoutingContext exchange, String id, Duration took) {
        var request = exchange.request();
        var status = exchange.response().getStatusCode();
        var method = request.method().name();
        answered.computeIfAbsent(
                        new Answered(Methods.label(method), RouteTemplate.of(exchange), status / 100),
                        kind -> metrics.requests(kind.labels()))
                .took(took);
        MDC.put(RequestContext.KEY, id);
        LogFields.of("duration_ms", took.toMillis())
                .with("method", method)
                .with("path", request.path() == null ? "" : request.path())
                .with("statusCode", status)
                .info(access, "request");
    }
}
