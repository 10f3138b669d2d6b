package io.carillon.webhook.vapi;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.problem.ProblemException;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.intake.CallbackIntake;
import io.carillon.webhook.intake.Refusals;
import io.carillon.webhook.intake.ReplayKey;
import io.carillon.webhook.vapi.VapiAuthentication.Outcome;
import io.carillon.webhook.vapi.VapiAuthentication.Reason;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/vapi/webhook} (R-WEB-03): authentic? → a message? → then the way of all callbacks. */
@Path("/api/vapi/webhook")
@Consumes(MediaType.APPLICATION_JSON)
public class VapiResource {

    private static final Logger LOG = Logger.getLogger(VapiResource.class);
    private static final String PROVIDER = "vapi";
    private static final byte[] NOTHING = new byte[0];

    private final VapiAccount account;
    private final VapiAnswers answers;
    private final VapiSettings settings;
    private final ClinicDirectory directory;
    private final CallbackIntake intake;
    private final EventFactory events;
    private final Refusals refusals;
    private final ExecutorService virtualThreads;
    private final Clock clock;

    VapiResource(
            VapiAccount account,
            VapiAnswers answers,
            VapiSettings settings,
            ClinicDirectory directory,
            CallbackIntake intake,
            EventFactory events,
            Refusals refusals,
            @VirtualThreads ExecutorService virtualThreads,
            Clock clock) {
        this.account = account;
        this.answers = answers;
        this.settings = settings;
        this.directory = directory;
        this.intake = intake;
        this.events = events;
        this.refusals = refusals;
        this.virtualThreads = virtualThreads;
        this.clock = clock;
    }

    @POST
    public CompletionStage<Response> message(@Context RoutingContext exchange, byte @Nullable [] body) {
        var content = body == null ? NOTHING : body;
        var request = exchange.request();
        switch (account.verify(request, content)) {
            case Outcome.Accepted accepted -> {
                // Vapi's.
            }
            case Outcome.Refused(Reason reason, String hint) -> throw refuse(request, reason, hint);
        }
        var message = VapiMessage.parse(content);
        var clinic = directory
                .ofAssistant(message.assistantId())
                .orElseGet(() -> directory.ofNumber(message.calledNumber()));
        var key = key(request, message, content);
        var event = events.event(key.eventId(), clinic.orgId(), recorded(request, message, clinic, key));
        var answer = message.type() == MessageType.TOOL_CALLS
                ? toolCalls(key, event, message, clinic)
                : intake.accept(key, event, answers.known(message, clinic), () -> answers.notAccepted(message, clinic));
        return answer.thenApply(VapiResource::response);
    }

    private CompletionStage<Answer> toolCalls(
            ReplayKey key, CloudEvent<CallbackAccepted> event, VapiMessage message, Clinic clinic) {
        var deadline = Deadline.in(settings.deadline(), clock);
        return intake.accept(
                key, event, () -> toolCalls(message, clinic, deadline), () -> answers.notAccepted(message, clinic));
    }

    private ProblemException refuse(HttpServerRequest request, Reason reason, String hint) {
        refusals.refused(PROVIDER, reason.word(), hint, request);
        return new ProblemException(
                401,
                "UNAUTHENTICATED",
                "Not authenticated",
                "The credentials are not Vapi's (%s); expected a bearer token, X-Vapi-Secret or a signature."
                        .formatted(reason.word()));
    }

    /** Tool calls are told apart by their ids and arguments, other messages by their bytes. */
    private static ReplayKey key(HttpServerRequest request, VapiMessage message, byte[] body) {
        var token = request.getHeader("Idempotency-Key");
        if (message.type() != MessageType.TOOL_CALLS || message.callId() == null) {
            return ReplayKey.ofBody("POST", request.uri(), body, token);
        }
        var identity = message.toolCalls().stream()
                .map(call -> String.join(
                        "\n", call.id(), call.name(), call.arguments().toString()))
                .collect(Collectors.joining("\n", message.callId() + "\n", ""));
        return ReplayKey.ofBody("POST", request.uri(), identity.getBytes(StandardCharsets.UTF_8), token);
    }

    /** Without the query of the address: it is the clinic's own, and may have a secret in it. */
    private static CallbackAccepted recorded(
            HttpServerRequest request, VapiMessage message, Clinic clinic, ReplayKey key) {
        return new CallbackAccepted(
                Objects.requireNonNullElseGet(message.subjectId(), key::eventId),
                PROVIDER,
                message.type().wire(),
                String.valueOf(request.path()),
                List.of(),
                Redaction.redact(message.message().deepCopy(), clinic.transcribes())
                        .toString());
    }

    private CompletionStage<Answer> toolCalls(VapiMessage message, Clinic clinic, Deadline deadline) {
        // Tools ask booking-service, which blocks; the thread that took the request must not.
        return CompletableFuture.supplyAsync(() -> answers.toolCalls(message, clinic, deadline), virtualThreads)
                .exceptionally(failure -> {
                    LOG.error("exception while answering Vapi", failure);
                    intake.failed(PROVIDER, "error");
                    return answers.trouble(message);
                });
    }

    private static Response response(Answer answer) {
        var response = Response.status(answer.status());
        return answer.contentType().isEmpty()
                ? response.build()
                : response.type(answer.contentType()).entity(answer.body()).build();
    }
}
