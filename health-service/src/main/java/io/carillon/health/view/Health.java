package io.carillon.health.view;

/** The one vocabulary inside (R-HLTH-10); each path says it in its own words, see {@link Words}. */
public enum Health {
    /** It works. */
    HEALTHY,
    /** Callers are served, and something that helps is missing. Only the whole can be this. */
    DEGRADED,
    /** It does not work; for the whole: a required dependency does not. */
    UNHEALTHY,
    /** Not looked at yet, in the first seconds of the service's life. */
    UNKNOWN,
    /** The pack has no probe for it: nobody asked us to look (R-HLTH-12). */
    DISABLED
}
