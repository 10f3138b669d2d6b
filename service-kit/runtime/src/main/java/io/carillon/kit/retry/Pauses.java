package io.carillon.kit.retry;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two looks, on the caller's own virtual thread. A service that stops ends every pause at once. */
@ApplicationScoped
public class Pauses {

    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Whether the pause came to its end, rather than the service to its. */
    public boolean pause(Duration length) {
        try {
            return !stopping.await(length.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
    }
}
