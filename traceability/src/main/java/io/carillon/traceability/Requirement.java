package io.carillon.traceability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the ledger numbers (for example {@code "R-BOOK-06"}) that a test shows to work. {@code docs/requirements.md}
 * is generated from these marks; see {@link RequirementsPage}.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Requirement {
    /** One or more ledger numbers. */
    String[] value();
}
