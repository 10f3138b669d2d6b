package io.carillon.webhook.call;

import java.time.Instant;

/** A free stretch of a doctor's time that a caller can have. */
public record Slot(String doctorId, Instant start, Instant end) {}
