package io.carillon.kit.log;

import java.time.Duration;

/** The line {@code slow}, with {@code duration_ms}, that the runbooks search for (R-LOG-05). */
public final class SlowLog {

    /** A call to somebody outside that took longer is slow. */
    private static final Duration OUTSIDE = Duration.ofSeconds(5);

    private static final String CATEGORY = "slow";

    private SlowLog() {}

    /** A call that may fail in its own way. */
    @FunctionalInterface
    public interface Call<T, X extends Exception> {
        T run() throws X;
    }

    /**
     * Calls somebody outside and says so where it took long, whether an answer came or not.
     *
     * @param service a fixed word, for example {@code twilio}
     */
    public static <T, X extends Exception> T outside(String service, Call<T, X> call) throws X {
        long begun = System.nanoTime();
        try {
            return call.run();
        } finally {
            outside(service, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /** As {@link #outside(String, Call)}, for a call that was timed by its caller. */
    public static void outside(String service, Duration took) {
        if (took.compareTo(OUTSIDE) > 0) {
            LogFields.of("duration_ms", took.toMillis())
                    .with("outside", service)
                    .warn(CATEGORY, "slow call to " + service);
        }
    }

    /** @param path as it may be logged */
    public static void request(String method, String path, Duration took) {
        LogFields.of("duration_ms", took.toMillis())
                .with("method", method)
                .with("path", path)
                .warn(CATEGORY, "slow request");
    }
}
