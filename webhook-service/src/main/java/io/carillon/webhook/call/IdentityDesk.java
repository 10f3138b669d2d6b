package io.carillon.webhook.call;

import io.carillon.webhook.call.Callers.Who;
import io.carillon.webhook.call.PatientApi.Verification;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds out whether callers are who their number says (design, section 9). Never throws for what can go wrong out there.
 * Blocks: call it on a virtual thread.
 */
@ApplicationScoped
public class IdentityDesk {

    /** What booking-service allows within an hour. */
    public static final int TRIES = 3;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final String PATIENT = "patient:";

    private final PatientClient patients;
    private final Callers callers;
    private final Patience patience;
    private final CallSeal seal;

    IdentityDesk(PatientClient patients, Callers callers, Patience patience, CallSeal seal) {
        this.patients = patients;
        this.callers = callers;
        this.patience = patience;
        this.seal = seal;
    }

    /** Not repeated when the answer is lost: a wrong date would count twice. */
    public Identity verify(Clinic clinic, Person person, LocalDate dateOfBirth, Deadline deadline) {
        var orgId = clinic.orgId();
        if (orgId == null) {
            return new Identity.Unavailable();
        }
        return switch (callers.who(clinic, person, deadline)) {
            case Who.Known(String patientId) -> verify(clinic, orgId, patientId, dateOfBirth, deadline);
            case Who.Nobody nobody -> new Identity.CallerUnknown();
            case Who.Refused(String code, String detail) -> new Identity.Refused(code, detail);
            case Who.Unavailable unavailable -> new Identity.Unavailable();
        };
    }

    private Identity verify(Clinic clinic, UUID orgId, String patientId, LocalDate dateOfBirth, Deadline deadline) {
        var reply =
                patience.read(deadline, "identity", () -> patients.verify(clinic, patientId, dateOfBirth, deadline));
        return switch (reply) {
            case Reply.Given<Verification>(Verification answer) ->
                answer.verified()
                        ? new Identity.Proven(new ProvenPatient(orgId, patientId))
                        : new Identity.Wrong(Objects.requireNonNullElse(answer.triesLeft(), TRIES - 1));
            case Reply.Refused<Verification> refused ->
                refused.status() == TOO_MANY_REQUESTS
                        ? new Identity.Locked()
                        : new Identity.Refused(refused.code(), refused.detail());
            case Reply.Unavailable<Verification> unavailable -> new Identity.Unavailable();
            case Reply.Unsure<Verification> unsure -> new Identity.Unavailable();
        };
    }

    /**
     * A proof that can be handed out and back on the same call: unreadable, and of no use on another call or to another
     * clinic.
     */
    public String proof(ProvenPatient patient, String callId) {
        return seal.seal(callId, patient.orgId(), PATIENT + patient.patientId());
    }

    /** @return empty for what is not a {@link #proof} of this call and clinic */
    public Optional<ProvenPatient> recall(String proof, Clinic clinic, String callId) {
        var orgId = clinic.orgId();
        return orgId == null
                ? Optional.empty()
                : seal.open(callId, orgId, proof)
                        .filter(text -> text.startsWith(PATIENT))
                        .map(text -> new ProvenPatient(orgId, text.substring(PATIENT.length())));
    }
}
