package io.carillon.runbook.pack;

/** How an HTTP probe shows who it is; always by the name of a setting, never by a value. */
public sealed interface ProbeAuth {
    /** It need not. */
    record None() implements ProbeAuth {}

    /** {@code Authorization: Bearer}; not sent when the token resolves to nothing. */
    record Bearer(Setting token) implements ProbeAuth {}

    /** {@code Authorization: Basic}. */
    record Basic(Setting user, Setting password) implements ProbeAuth {}
}
