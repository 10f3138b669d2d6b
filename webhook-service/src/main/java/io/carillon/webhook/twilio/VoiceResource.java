package io.carillon.webhook.twilio;

import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.menu.CallerInput;
import io.carillon.webhook.menu.PhoneMenu;
import io.carillon.webhook.twilio.TwilioGate.Kind;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's voice callbacks for which something is done before they are answered (R-WEB-01, R-WEB-02); the others are
 * {@link VoiceRoutes}'. Bodies are taken raw: the signature covers what was really sent.
 */
@Path("/api/voice")
public class VoiceResource {

    private final TwilioGate gate;
    private final PhoneMenu menu;
    private final Reception reception;

    private final Kind gather;
    private final Kind receptionist;
    private final Kind dial;

    VoiceResource(TwilioGate gate, PhoneMenu menu, Reception reception, TwimlAnswers twiml) {
        this.gate = gate;
        this.menu = menu;
        this.reception = reception;
        this.gather =
                new Kind("voice.gather", callback -> next(callback, twiml), callback -> notAccepted(callback, twiml));
        this.receptionist =
                new Kind("voice.receptionist", this::handedOver, callback -> twiml.callAgain(callback.clinic()));
        this.dial = new Kind(
                "voice.dial",
                callback -> CompletableFuture.completedFuture(dialled(callback, twiml)),
                callback -> dialled(callback, twiml));
    }

    @POST
    @Path("/gather")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public CompletionStage<Response> gather(@Context RoutingContext exchange, byte @Nullable [] body) {
        return gate.form(exchange, body, gather);
    }

    /** The greeting is over and no key was pressed: the clinic's assistant takes the call, or else the menu does. */
    @POST
    @Path("/receptionist")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public CompletionStage<Response> receptionist(@Context RoutingContext exchange, byte @Nullable [] body) {
        return gate.form(exchange, body, receptionist);
    }

    /** What became of a transfer; the call ends with it, after a word where nobody answered. */
    @POST
    @Path("/dial")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public CompletionStage<Response> dial(@Context RoutingContext exchange, byte @Nullable [] body) {
        return gate.form(exchange, body, dial);
    }

    private CompletionStage<Answer> next(TwilioCallback callback, TwimlAnswers twiml) {
        if (CallOver.in(callback)) {
            // Nobody is there to hear of an appointment, so none is made.
            return CompletableFuture.completedFuture(TwimlAnswers.EMPTY);
        }
        return gate.blocking(() -> answer(callback, twiml), () -> twiml.trouble(callback.clinic()));
    }

    private CompletionStage<Answer> handedOver(TwilioCallback callback) {
        if (CallOver.in(callback)) {
            // Nobody is there to be handed over, and Vapi would count a call that never came.
            return CompletableFuture.completedFuture(TwimlAnswers.EMPTY);
        }
        return gate.blocking(() -> reception.handOver(callback), () -> reception.menu(callback));
    }

    private Answer answer(TwilioCallback callback, TwimlAnswers twiml) {
        return twiml.of(callback.clinic(), menu.next(callback.clinic(), heard(callback), callback.deadline()));
    }

    /** Help depends on nothing (design, section 9), not on what is durable either. */
    private Answer notAccepted(TwilioCallback callback, TwimlAnswers twiml) {
        var clinic = callback.clinic();
        return menu.ifEmergency(clinic, heard(callback))
                .map(reply -> twiml.of(clinic, reply))
                .orElseGet(() -> twiml.callAgain(clinic));
    }

    private static CallerInput heard(TwilioCallback callback) {
        return new CallerInput(
                callback.query(),
                callback.first("Digits"),
                callback.first("SpeechResult"),
                Objects.requireNonNullElse(callback.first("CallSid"), ""),
                callback.first("From"));
    }

    private Answer dialled(TwilioCallback callback, TwimlAnswers twiml) {
        var emergency = TwilioCallback.first(callback.query(), TwimlAnswers.EMERGENCY) != null;
        return menu.dialled(callback.clinic(), callback.first("DialCallStatus"), emergency)
                .map(reply -> twiml.of(callback.clinic(), reply))
                .orElse(TwimlAnswers.EMPTY);
    }
}
