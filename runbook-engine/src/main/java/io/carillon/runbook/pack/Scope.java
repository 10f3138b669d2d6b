package io.carillon.runbook.pack;

/** Over what a rule looks: the whole house, or each clinic apart. */
public enum Scope {
    PLATFORM,
    CLINIC
}
