package io.carillon.webhook.vapi;

import io.carillon.webhook.call.Identity;
import io.carillon.webhook.call.IdentityDesk;
import io.carillon.webhook.call.Person;
import io.carillon.webhook.call.ProvenPatient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Lets a tool see a patient's appointments only for a caller who has proven to be that patient (design, section 9). */
@ApplicationScoped
class Identifying {

    private static final String PERSON = "offer to put the caller through to a person with transfer_to_human";

    private final IdentityDesk desk;

    Identifying(IdentityDesk desk) {
        this.desk = desk;
    }

    /**
     * {@code dateOfBirth} against the patient whose number the caller calls from, or names as {@code phone}. Whatever is
     * wrong with it, nothing is told but that: not even whether there is such a patient.
     */
    ToolResult proven(ToolArguments arguments, ToolContext on, Function<ProvenPatient, ToolResult> then) {
        var dateOfBirth = arguments.dateOfBirth();
        var named = arguments.phone();
        var person = new Person(null, named == null ? on.caller() : named);
        return switch (desk.verify(on.clinic(), person, dateOfBirth, on.deadline())) {
            case Identity.Proven(ProvenPatient patient) -> then.apply(patient);
            case Identity.Wrong(int triesLeft) ->
                ToolResult.failed("IDENTITY_NOT_PROVEN", triesLeft > 0 ? again(triesLeft) : over());
            case Identity.Locked locked -> ToolResult.failed("IDENTITY_LOCKED", over());
            case Identity.CallerUnknown unknown ->
                ToolResult.failed(
                        "CALLER_UNKNOWN",
                        "the caller's number is withheld; ask for the number that the appointment was made under"
                                + " and give it as phone, or " + PERSON);
            case Identity.Refused(String code, String detail) -> Refusals.of(code, detail);
            case Identity.Unavailable unavailable -> ToolResult.unavailable();
        };
    }

    private static String again(int triesLeft) {
        return ("that is not the date of birth that the clinic has for this number. Ask the caller once more, %s left;"
                        + " say nothing about appointments before it is right")
                .formatted(triesLeft == 1 ? "one try is" : triesLeft + " tries are");
    }

    private static String over() {
        return "the date of birth was wrong too often, and none is accepted for an hour; say nothing about appointments, "
                + PERSON;
    }
}
