package io.carillon.kit.request;

import java.time.Duration;

/** Hears of every request when it is over, answered or given up; on its event loop, so it must be quick and not throw. */
@FunctionalInterface
public interface RequestWatcher {

    /** @param path without its query, as it was sent */
    void over(String path, Duration took);
}
