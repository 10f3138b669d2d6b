package io.carillon.webhook.twilio;

import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.sms.Chat;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's SMS and WhatsApp callbacks (R-WEB-02): recorded, and answered from memory, or by the menu where somebody on
 * WhatsApp wants something done. What else they lead to, a STOP remembered or a message known to have arrived, is done later.
 */
@Path("/api")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class MessageResource {

    private static final Kind SMS_STATUS = new Kind(
            "sms.status",
            callback -> CompletableFuture.completedFuture(Answer.noContent()),
            callback -> Answer.unavailable());

    private final TwilioGate gate;
    private final Replies replies;
    private final Chat chat;
    private final Kind smsIncoming;
    private final Kind whatsappIncoming;

    MessageResource(TwilioGate gate, Replies replies, Chat chat) {
        this.gate = gate;
        this.replies = replies;
        this.chat = chat;
        this.smsIncoming = incoming("sms.incoming");
        this.whatsappIncoming = incoming("whatsapp.incoming");
    }

    private Kind incoming(String name) {
        return new Kind(name, this::reply, this::notAccepted);
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

    private CompletionStage<Answer> reply(TwilioCallback callback) {
        var clinic = callback.clinic();
        return chat.concerns(clinic, callback.parameters())
                ? gate.blocking(
                        () -> message(chat.answer(clinic, callback.parameters(), callback.deadline())),
                        () -> message(Optional.of(chat.trouble(clinic))))
                : CompletableFuture.completedFuture(message(replies.to(clinic, callback.parameters())));
    }

    /** Help depends on nothing, not on what is durable either; Twilio keeps no message for a second try. */
    private Answer notAccepted(TwilioCallback callback) {
        return chat.ifEmergency(callback.clinic(), callback.parameters())
                .map(words -> message(Optional.of(words)))
                .orElseGet(Answer::unavailable);
    }

    private static Answer message(Optional<String> text) {
        return text.map(words -> TwimlAnswers.of(List.of(new Verb.Message(words))))
                .orElse(TwimlAnswers.EMPTY);
    }
}
