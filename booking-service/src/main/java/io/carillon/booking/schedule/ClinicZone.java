package io.carillon.booking.schedule;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a clinic's zone as the table holds it. */
public final class ClinicZone {

    private ClinicZone() {}

    /**
     * @param name what the clinic's row says; null when it says nothing (R-BOOK-07)
     * @param otherwise the installation's zone, for a clinic with none
     * @return empty when {@code name} is no time zone that Java knows
     */
    public static Optional<ZoneId> of(@Nullable String name, ZoneId otherwise) {
        if (name == null) {
            return Optional.of(otherwise);
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
