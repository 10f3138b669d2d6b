package io.carillon.kit.request;

import io.carillon.kit.log.LogFields;
import io.carillon.kit.log.LoggedPath;
import io.carillon.kit.log.SlowLog;
import io.carillon.kit.metrics.Happenings;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;
import org.jboss.logmanager.Logger;

/** Gives each request its id and, when it is answered, its access line and its place in the metrics. */
@ApplicationScoped
class RequestTrail {

    /** Before every other filter, so that their refusals are seen as well. */
    private static final int FIRST = 1000;

    private final Metrics metrics;
    private final List<RequestWatcher> watchers;
    private final Duration slow;
    private final Duration slowVoice;
    private final List<String> voicePaths;
    private final Logger access = Logger.getLogger("access");

    /** As many as there are methods, routes and classes of status, all of which are bounded. */
    private final Map<Answered, Happenings> answered = new ConcurrentHashMap<>();

    /** What requests are counted by. */
    private record Answered(String method, String route, int statusClass) {

        Map<String, String> labels() {
            return Map.of("method", method, "route", route, "status", statusClass + "xx");
        }
    }

    /**
     * @param slow a request that took longer is slow (R-LOG-05)
     * @param slowVoice as {@code slow}, where somebody is spoken with
     * @param voicePaths beginnings of those paths
     */
    RequestTrail(
            Metrics metrics,
            @All List<RequestWatcher> watchers,
            @ConfigProperty(name = "carillon.kit.slow", defaultValue = "2s") Duration slow,
            @ConfigProperty(name = "carillon.kit.slow-voice", defaultValue = "5s") Duration slowVoice,
            @ConfigProperty(name = "carillon.kit.voice-paths") Optional<List<String>> voicePaths) {
        this.metrics = metrics;
        this.watchers = watchers;
        this.slow = slow;
        this.slowVoice = slowVoice;
        this.voicePaths = voicePaths.orElse(List.of());
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
        var path = request.path() == null ? "" : request.path();
        var logged = LoggedPath.of(path);
        LogFields.of("duration_ms", took.toMillis())
                .with("method", method)
                .with("path", logged)
                .with("statusCode", status)
                .info(access, "request");
        if (took.compareTo(slow) > 0 && took.compareTo(limit(path)) > 0 && !streams(exchange)) {
            SlowLog.request(method, logged, took);
        }
        for (var watcher : watchers) {
            watcher.over(path, took);
        }
    }

    private Duration limit(String path) {
        return voicePaths.stream().anyMatch(path::startsWith) ? slowVoice : slow;
    }

    /** An answer that stays open is not slow. */
    private static boolean streams(RoutingContext exchange) {
        var type = exchange.response().headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("text/event-stream");
    }
}
