package io.carillon.kit.database;

/** A constraint of the schema refused a row; its name says which. */
public final class ConstraintViolatedException extends RuntimeException {

    private final String constraint;

    ConstraintViolatedException(String constraint, Throwable cause) {
        super("constraint " + constraint + " refused a row", cause);
        this.constraint = constraint;
    }

    /** The constraint's name in the migrations. */
    public String constraint() {
        return constraint;
    }
}
