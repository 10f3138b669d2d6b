package io.carillon.webhook.call;

import org.jspecify.annotations.Nullable;

/**
 * Whom something is about.
 *
 * @param patientId null when only the number is known
 * @param phone E.164, as the telephone platform gave it; null when it was withheld
 */
public record Person(@Nullable String patientId, @Nullable String phone) {}
