package io.carillon.alerting.pipeline;

/** The pack's dependency graph, as conditions see it. */
public interface Causes {

    /** Whether {@code effect} is to be expected while {@code cause} holds; a condition does not explain itself. */
    boolean explains(String cause, String effect);

    /** Whether anything at all could explain {@code effect}. */
    boolean mayBeExplained(String effect);
}
