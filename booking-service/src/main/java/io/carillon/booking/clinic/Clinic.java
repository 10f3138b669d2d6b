package io.carillon.booking.clinic;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clinic.
 *
 * @param zone IANA name: the row's, or the installation's where the row has none (R-BOOK-07)
 * @param language {@code en} or {@code fr}
 * @param transferNumber E.164; null when nobody can be put through
 * @param numbers telephone numbers in E.164, sorted
 * @param assistants Vapi assistant ids, sorted
 * @param pack runbook pack; null for the platform's
 */
public record Clinic(
        UUID orgId,
        String code,
        String name,
        String zone,
        String language,
        String emergencyNumber,
        @Nullable String transferNumber,
        List<String> numbers,
        List<String> assistants,
        @Nullable String pack) {

    public Clinic {
        numbers = List.copyOf(numbers);
        assistants = List.copyOf(assistants);
    }
}
