package io.carillon.webhook.call;

/**
 * A slot that nobody else can have while the caller chooses; the hold falls when its time is up or the call ends.
 *
 * @param holdId booking-service's id of the hold
 */
public record HeldSlot(String holdId, Slot slot) {}
