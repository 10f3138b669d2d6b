package io.carillon.booking.contact;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact as operators see it.
 *
 * @param id what bookings name as {@code patientId}
 * @param orgId the clinic's
 * @param dateOfBirth ISO 8601 date
 */
@RegisterForReflection
public record ContactView(
        String id,
        UUID orgId,
        @Nullable String name,
        @Nullable String phone,
        @Nullable LocalDate dateOfBirth,
        @Nullable String language) {

    static ContactView of(UUID clinic, Contact contact) {
        return new ContactView(
                contact.id(), clinic, contact.name(), contact.phone(), contact.dateOfBirth(), contact.language());
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record ContactList(
            List<ContactView> contacts, @Nullable String next) {

        static ContactList of(UUID clinic, List<Contact> page, int limit) {
            return new ContactList(
                    page.stream()
                            .map(contact -> ContactView.of(clinic, contact))
                            .toList(),
                    page.size() < limit ? null : page.getLast().id());
        }
    }

    /** Who a number belongs to: an id for bookings, and whether the number was there before. */
    @RegisterForReflection
    public record Resolution(String patientId, boolean known) {}

    /**
     * Whether the date of birth was the contact's; never which date is.
     *
     * @param triesLeft after a wrong one, before nobody is believed for a while; null after the right one
     */
    @RegisterForReflection
    public record Verification(boolean verified, @Nullable Integer triesLeft) {}
}
