package io.carillon.webhook.delivery;

/** A callback says something that nobody can ever do anything with: the sender's fault, and no reason to try it again. */
public final class UnprocessableCallback extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String ceId;

    /**
     * @param ceId which one of the callbacks
     * @param reason what was wrong and what was expected, without anybody's name, number or words
     */
    public UnprocessableCallback(String ceId, String reason) {
        super(reason, null, false, false);
        this.ceId = ceId;
    }

    public String ceId() {
        return ceId;
    }
}
