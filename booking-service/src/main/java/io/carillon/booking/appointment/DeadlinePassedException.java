package io.carillon.booking.appointment;

/** Nobody waits for this booking any more; thrown inside its transaction, so that nothing of it is written. */
final class DeadlinePassedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DeadlinePassedException() {
        super("the requester's deadline has passed", null, false, false);
    }
}
