package io.carillon.ttscache.store;

/** Redis did not do what it was asked: away, too slow, full, or its circuit is open. Logged where it is thrown. */
class RedisUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    RedisUnavailable(Throwable cause) {
        super(cause.toString(), cause);
    }
}
