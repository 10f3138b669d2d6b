package io.carillon.webhook.twilio;

import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.twilio.TwilioGate.Kind;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Twilio's SMS and WhatsApp callbacks (R-WEB-02): recorded, and answered with an empty response. */
@Path("/api")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class MessageResource {

    private static final Kind SMS_INCOMING = answeredWith("sms.incoming", TwimlAnswers.EMPTY);
    private static final Kind SMS_STATUS = answeredWith("sms.status", Answer.noContent());
    private static final Kind WHATSAPP_INCOMING = answeredWith("whatsapp.incoming", TwimlAnswers.EMPTY);

    private final TwilioGate gate;

    MessageResource(TwilioGate gate) {
        this.gate = gate;
    }

    @POST
    @Path("/sms/incoming")
    public CompletionStage<Response> smsIncoming(@Context RoutingContext exchange, byte @Nullable [] body) {
        return gate.form(exchange, body, SMS_INCOMING);
    }

    @POST
    @Path("/sms/status")
    public CompletionStage<Response> smsStatus(@Context RoutingContext exchange, byte @Nullable [] body) {
        return gate.form(exchange, body, SMS_STATUS);
    }

    @POST
    @Path("/whatsapp/incoming")
    public CompletionStage<Response> whatsappIncoming(@Context RoutingContext exchange, byte @Nullable [] body) {
        return gate.form(exchange, body, WHATSAPP_INCOMING);
    }

    private static Kind answeredWith(String name, Answer answer) {
        return new Kind(name, callback -> CompletableFuture.completedFuture(answer), callback -> Answer.unavailable());
    }
}
