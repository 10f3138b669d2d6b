package io.carillon.booking.mode;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a resource or a method that writes and yet goes on in these modes: the switches themselves, repairs, recovery. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ServedDuring {
    Mode[] value();

    /** Whether it is itself what closes for writing, and so waits for the writes under way; it is none of them. */
    boolean closes() default false;
}
