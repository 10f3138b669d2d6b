package io.carillon.booking.contact;

import io.carillon.booking.clinic.Clinic;
import io.carillon.booking.clinic.ClinicRepository;
import io.carillon.booking.contact.ContactRepository.Resolved;
import io.carillon.booking.database.Transactions;
import io.carillon.booking.query.QueryParameters;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/contacts/resolve}: who is calling, as far as a number tells. A caller nobody knows becomes known. */
@Path("/api/contacts/resolve")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.OPERATOR)
@RunOnVirtualThread
public class ContactResource {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final Transactions transactions;
    private final ClinicRepository clinics;
    private final ContactRepository contacts;
    private final Caller caller;

    ContactResource(Transactions transactions, ClinicRepository clinics, ContactRepository contacts, Caller caller) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.contacts = contacts;
        this.caller = caller;
    }

    /**
     * The question.
     *
     * @param phone E.164
     * @param clinic code or {@code org_id}; not needed by a service that speaks for one clinic
     */
    @RegisterForReflection
    public record Question(@Nullable String phone, @Nullable String clinic) {}

    /** The answer: an id for bookings, and whether the number was there before. */
    @RegisterForReflection
    public record Answer(String patientId, boolean known) {}

    @POST
    public Answer resolve(@Nullable Question question) {
        var phone = Optional.ofNullable(question)
                .map(Question::phone)
                .filter(text -> E164.matcher(text).matches())
                .orElseThrow(() ->
                        QueryParameters.invalid("phone is missing or not in E.164 form, for example +15555550123."));
        var clinic = caller.clinic()
                .map(Object::toString)
                .or(() -> Optional.ofNullable(question).map(asked -> QueryParameters.text("clinic", asked.clinic())))
                .orElseThrow(() -> QueryParameters.invalid("clinic is missing; expected a clinic's code or org_id."));
        var orgId = transactions
                .visibleTo(caller.clinic(), connection -> clinics.find(connection, clinic))
                .map(Clinic::orgId)
                .orElseThrow(() -> new ProblemException(
                        404, "UNKNOWN_CLINIC", "Unknown clinic", "unknown clinic: see GET /api/clinics."));
        return answer(transactions.inClinic(orgId, connection -> contacts.resolve(connection, orgId, phone)));
    }

    private static Answer answer(Resolved resolved) {
        return switch (resolved) {
            case Resolved.Known(String id) -> new Answer(id, true);
            case Resolved.New(String id) -> new Answer(id, false);
        };
    }
}
