package io.carillon.webhook.twilio;

import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.sms.Replies;
import io.carillon.webhook.twilio.TwilioGate.Kind;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's SMS and WhatsApp callbacks (R-WEB-02): recorded, and answered from memory. What they lead to, a STOP remembered or
 * a message known to have arrived, is done later.
 */
@Path("/api")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class MessageResource {

    private static final Kind SMS_STATUS = kind("sms.status", callback -> Answer.noContent());

    private final TwilioGate gate;
    private final Kind smsIncoming;
    private final Kind whatsappIncoming;

    MessageResource(TwilioGate gate, Replies replies) {
        this.gate = gate;
        this.smsIncoming = kind("sms.incoming", callback -> reply(replies, callback));
        this.whatsappIncoming = kind("whatsapp.incoming", callback -> reply(replies, callback));
    }

    @POST
    @Path("/sms/incoming")
    public CompletionStage<Response> smsIncoming(@Context RoutingContext exchange, byte @Nullable [] body) {
        return gate.form(exchange, body, smsIncoming);
    }

    @POST
    @Path("/sms/status")
    public CompletionStage<Response> smsStatus(@Context RoutingContext exchange, byte @Nullable [] body) {
        return gate.form(exchange, body, SMS_STATUS);
    }

    @POST
    @Path("/whatsapp/incoming")
    public CompletionStage<Response> whatsappIncoming(@Context RoutingContext exchange, byte @Nullable [] body) {
        return gate.form(exchange, body, whatsappIncoming);
    }

    private static Answer reply(Replies replies, TwilioCallback callback) {
        return replies.to(callback.clinic(), callback.parameters())
                .map(text -> TwimlAnswers.of(List.of(new Verb.Message(text))))
                .orElse(TwimlAnswers.EMPTY);
    }

    private static Kind kind(String name, Function<TwilioCallback, Answer> answering) {
        return new Kind(
                name,
                callback -> CompletableFuture.completedFuture(answering.apply(callback)),
                callback -> Answer.unavailable());
    }
}
