package io.carillon.kit.request;

import io.quarkus.arc.Unremovable;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** The id that one request carries through every service, log line and event (R-LOG-04). */
@ApplicationScoped
@Unremovable
public class RequestContext {

    public static final String HEADER = "X-Request-Id";

    static final String KEY = "request_id";

    /** The id of the request (or event) being worked on; null outside of any. */
    public @Nullable String requestId() {
        return MDC.get(KEY) instanceof String id ? id : null;
    }

    /** The id that {@link RequestTrail} gave this exchange. */
    public static @Nullable String requestId(RoutingContext exchange) {
        return exchange.get(KEY);
    }

    /**
     * Tells by which route this exchange is counted, for one that JAX-RS never sees.
     *
     * @param template as in {@code /api/x/{id}}, never a path with an id in it
     */
    public static void matched(RoutingContext exchange, String template) {
        exchange.put(RouteTemplate.KEY, template);
    }

    /** Runs {@code work} under {@code requestId}, as a consumer does for the event it holds. */
    public void within(@Nullable String requestId, Work work) throws Exception {
        if (requestId == null) {
            work.run();
            return;
        }
        MDC.put(KEY, requestId);
        try {
            work.run();
        } finally {
            MDC.remove(KEY);
        }
    }

    /** As {@link #within}, for a line in the log about one event among many. */
    public void note(@Nullable String requestId, Runnable note) {
        if (requestId == null) {
            note.run();
            return;
        }
        MDC.put(KEY, requestId);
        try {
            note.run();
        } finally {
            MDC.remove(KEY);
        }
    }

    /** What is done under a request's id. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }
}
