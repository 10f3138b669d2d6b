package io.carillon.booking.contact;

import io.carillon.booking.contact.ContactRepository.Resolved;
import io.carillon.booking.contact.IdentityCheck.Outcome;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
import io.carillon.kit.outbox.Outbox;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Enters, changes and finds contacts of one clinic, each in one transaction of that clinic. */
@ApplicationScoped
class Contacts {

    private final Transactions transactions;
    private final ContactRepository contacts;
    private final ChangeTrail trail;
    private final Outbox outbox;
    private final Clock clock;

    Contacts(Transactions transactions, ContactRepository contacts, ChangeTrail trail, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.contacts = contacts;
        this.trail = trail;
        this.outbox = outbox;
        this.clock = clock;
    }

    Resolved resolve(UUID clinic, String phone) {
        return transactions.inClinic(clinic, connection -> contacts.resolve(connection, clinic, phone));
    }

    Optional<Contact> find(UUID clinic, String id) {
        return transactions.inClinic(clinic, connection -> contacts.find(connection, clinic, id));
    }

    List<Contact> page(UUID clinic, @Nullable String phone, String after, int limit) {
        return transactions.inClinic(clinic, connection -> contacts.page(connection, clinic, phone, after, limit));
    }

    void add(UUID clinic, Contact contact) {
        changed(clinic, connection -> {
            contacts.add(connection, clinic, contact);
            trail.changed(
                    connection, clinic, "contact", contact.id(), "CREATE", null, changes(nobody(contact), contact));
            return contact;
        });
    }

    /** @return empty where there is no such contact */
    Optional<Contact> change(UUID clinic, Contact contact) {
        return changed(clinic, connection -> {
            var before = contacts.find(connection, clinic, contact.id());
            if (before.isEmpty()) {
                return before;
            }
            contacts.change(connection, clinic, contact);
            trail.changed(connection, clinic, "contact", contact.id(), "UPDATE", null, changes(before.get(), contact));
            return Optional.of(contact);
        });
    }

    /** @return empty where there is no such contact; a wrong try is kept before it is answered */
    Optional<Outcome> check(UUID clinic, String id, LocalDate given) {
        return transactions.inClinic(clinic, connection -> {
            var known = contacts.lockForCheck(connection, clinic, id);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var outcome = IdentityCheck.judge(
                    known.get().dateOfBirth(), given, known.get().failedChecks(), now);
            if (outcome instanceof Outcome.NotVerified(var failed)) {
                contacts.failed(connection, clinic, id, failed);
            }
            return Optional.of(outcome);
        });
    }

    private <T> T changed(UUID clinic, Transactions.Work<T> work) {
        try {
            var result = transactions.inClinic(clinic, work);
            outbox.ring();
            return result;
        } catch (ConstraintViolatedException e) {
            throw switch (e.constraint()) {
                case ContactRepository.ID_TAKEN ->
                    new ProblemException(
                            409, "CONTACT_EXISTS", "Already taken", "The clinic has a contact with this id.");
                case ContactRepository.PHONE_TAKEN ->
                    new ProblemException(
                            409,
                            "PHONE_TAKEN",
                            "Already taken",
                            "Another contact of the clinic has this number; see GET /api/contacts?phone=.");
                default -> e;
            };
        }
    }

    private static Contact nobody(Contact contact) {
        return new Contact(contact.id(), null, null, null, null);
    }

    /** Which fields differ, by name: their values are personal, and the trail is kept for 400 days. */
    private static String changes(Contact before, Contact after) {
        return Stream.of(
                        changed("name", before.name(), after.name()),
                        changed("phone", before.phone(), after.phone()),
                        changed("dateOfBirth", before.dateOfBirth(), after.dateOfBirth()),
                        changed("language", before.language(), after.language()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(","));
    }

    private static Optional<String> changed(String field, @Nullable Object before, @Nullable Object after) {
        return Objects.equals(before, after) ? Optional.empty() : Optional.of(field);
    }
}
