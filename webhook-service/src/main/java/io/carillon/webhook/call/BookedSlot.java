package io.carillon.webhook.call;

/** An appointment that stands. */
public record BookedSlot(String appointmentId, Slot slot) {}
