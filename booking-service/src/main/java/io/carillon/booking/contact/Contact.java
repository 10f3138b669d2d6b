package io.carillon.booking.contact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls a clinic, and a patient once booked.
 *
 * @param id opaque, unique within the clinic; the clinic's own or given by us
 * @param phone E.164; one contact of a clinic has it
 * @param dateOfBirth what callers are asked for before they hear of an appointment (design, section 9)
 * @param language {@code en} or {@code fr}; null for the clinic's
 */
record Contact(
        String id,
        @Nullable String name,
        @Nullable String phone,
        @Nullable LocalDate dateOfBirth,
        @Nullable String language) {}
