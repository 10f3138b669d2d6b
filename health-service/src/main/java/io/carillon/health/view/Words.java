package io.carillon.health.view;

/** Each path's own words for the one {@link Health} (X-21: the runbooks' words are kept as they are). */
final class Words {

    private Words() {}

    /** Top status of {@code /health/full} and {@code /api/health}, and each service of {@code /api/health}. */
    static String status(Health health) {
        return switch (health) {
            case HEALTHY -> "healthy";
            case DEGRADED -> "degraded";
            case UNHEALTHY -> "unhealthy";
            case UNKNOWN -> "unknown";
            case DISABLED -> "disabled";
        };
    }

    /** Each check of {@code /health/full}; the seed fixes {@code ok}, the others are ours. */
    static String check(Health health) {
        return switch (health) {
            case HEALTHY -> "ok";
            case DEGRADED -> "degraded";
            case UNHEALTHY -> "failed";
            case UNKNOWN -> "unknown";
            case DISABLED -> "disabled";
        };
    }

    /** Status of {@code /health/database} and {@code /health/redis}, which look for themselves. */
    static String connection(boolean connected) {
        return connected ? "connected" : "disconnected";
    }

    /** Status of {@code /health/lb}. */
    static String loadBalancer(boolean ready) {
        return ready ? "ok" : "unavailable";
    }
}
