package io.carillon.webhook.delivery;

/**
 * Something that an effect needs did not answer; tried again after a while, a few times. For PostgreSQL there is no need of
 * it: its absence is told from the driver's error and costs no try.
 */
public final class DependencyAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason which one and how, without secrets */
    public DependencyAwayException(String reason) {
        super(reason, null, false, false);
    }
}
