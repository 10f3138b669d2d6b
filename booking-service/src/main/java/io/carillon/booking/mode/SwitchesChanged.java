package io.carillon.booking.mode;

/** Fired when this replica has taken over new switches, whichever replica was told of them. */
public record SwitchesChanged() {}
