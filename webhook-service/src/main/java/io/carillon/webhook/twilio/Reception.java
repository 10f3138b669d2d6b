package io.carillon.webhook.twilio;

import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.menu.PhoneMenu;
import io.carillon.webhook.vapiapi.Handover;
import io.carillon.webhook.vapiapi.VapiCalls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/**
 * Hands a call over to the clinic's assistant, and to the phone menu where that does not take it (R-EXT-07). Vapi is asked here,
 * between greeting and conversation, and not before (ADR 30).
 */
@ApplicationScoped
class Reception {

    private final VapiCalls vapi;
    private final PhoneMenu menu;
    private final TwimlAnswers twiml;

    Reception(VapiCalls vapi, PhoneMenu menu, TwimlAnswers twiml) {
        this.vapi = vapi;
        this.menu = menu;
        this.twiml = twiml;
    }

    /** Blocks while Vapi is asked: call it on a virtual thread. */
    Answer handOver(TwilioCallback call) {
        var clinic = call.clinic();
        // Asked again: it may have been switched off while the greeting was heard.
        var receptionist = clinic.receptionistOnDuty();
        if (receptionist == null) {
            return menu(call);
        }
        return switch (vapi.handOver(clinic.code(), receptionist, call.first("From"))) {
            case Handover.Taken(byte[] document) -> TwimlAnswers.ofDocument(document);
            case Handover.NotTaken _ -> menu(call);
        };
    }

    /** The menu, where no assistant takes the call. */
    Answer menu(TwilioCallback call) {
        var callId = Objects.requireNonNullElse(call.first("CallSid"), "");
        return twiml.of(call.clinic(), menu.instead(call.clinic(), callId));
    }
}
