package io.carillon.webhook.call;

import io.carillon.webhook.call.PatientApi.Contact;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells whom a number belongs to. A caller nobody knows becomes known. */
@ApplicationScoped
class Callers {

    private final PatientClient patients;
    private final Patience patience;

    Callers(PatientClient patients, Patience patience) {
        this.patients = patients;
        this.patience = patience;
    }

    sealed interface Who {
        record Known(String patientId) implements Who {}

        /** Withheld, or no number at all. */
        record Nobody() implements Who {}

        record Refused(String code, String detail) implements Who {}

        record Unavailable() implements Who {}
    }

    Who who(Clinic clinic, Person person, Deadline deadline) {
        if (person.patientId() != null) {
            return new Who.Known(person.patientId());
        }
        var phone = person.phone();
        if (phone == null || clinic.orgId() == null || !person.reachable()) {
            return new Who.Nobody();
        }
        return switch (patience.write(deadline, "contact", () -> patients.resolve(clinic, phone, deadline))) {
            case Reply.Given<Contact>(Contact contact) -> new Who.Known(contact.patientId());
            case Reply.Refused<Contact> refused -> new Who.Refused(refused.code(), refused.detail());
            case Reply.Unavailable<Contact> unavailable -> new Who.Unavailable();
            case Reply.Unsure<Contact> unsure -> new Who.Unavailable();
        };
    }
}
