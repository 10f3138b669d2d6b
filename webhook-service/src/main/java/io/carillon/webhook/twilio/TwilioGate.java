package io.carillon.webhook.twilio;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.problem.ProblemException;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.intake.CallbackIntake;
import io.carillon.webhook.intake.Refusals;
import io.carillon.webhook.intake.ReplayKey;
import io.carillon.webhook.twilio.FormDecoder.Decoded;
import io.carillon.webhook.twilio.SignatureCheck.Content;
import io.carillon.webhook.twilio.SignatureCheck.Outcome;
import io.carillon.webhook.twilio.SignatureCheck.Signed;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The way of every Twilio callback, in order: readable? → signed? → then the way of all callbacks → told to Twilio. */
@ApplicationScoped
class TwilioGate {

    static final String PROVIDER = "twilio";

    private static final Logger LOG = Logger.getLogger(TwilioGate.class);

    private static final String SIGNATURE = "X-Twilio-Signature";
    private static final String TOKEN = "I-Twilio-Idempotency-Token";
    private static final byte[] NOTHING = new byte[0];

    private final TwilioAccount account;
    private final ClinicDirectory directory;
    private final CallbackIntake intake;
    private final EventFactory events;
    private final Refusals refusals;
    private final Metrics metrics;
    private final CallSettings settings;
    private final Clock clock;
    private final ExecutorService virtualThreads;

    TwilioGate(
            TwilioAccount account,
            ClinicDirectory directory,
            CallbackIntake intake,
            EventFactory events,
            Refusals refusals,
            Metrics metrics,
            CallSettings settings,
            Clock clock,
            @VirtualThreads ExecutorService virtualThreads) {
        this.account = account;
        this.directory = directory;
        this.intake = intake;
        this.events = events;
        this.refusals = refusals;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
        this.virtualThreads = virtualThreads;
    }

    /** How one kind of callback is answered. */
    record Kind(String name, Answering answering, Function<TwilioCallback, Answer> notAccepted) {

        /** Answered by something that is done for it. */
        Kind(
                String name,
                Function<TwilioCallback, CompletionStage<Answer>> work,
                Function<TwilioCallback, Answer> notAccepted) {
            this(name, new Answering.Worked(work), notAccepted);
        }

        /** Answered from memory: nothing happens for it but that it is recorded. */
        static Kind known(
                String name, Function<TwilioCallback, Answer> answer, Function<TwilioCallback, Answer> notAccepted) {
            return new Kind(name, new Answering.Known(answer), notAccepted);
        }
    }

    /** Where an answer comes from. */
    sealed interface Answering {
        record Known(Function<TwilioCallback, Answer> answer) implements Answering {}

        record Worked(Function<TwilioCallback, CompletionStage<Answer>> work) implements Answering {}
    }

    /** As {@link #formAnswer}, for JAX-RS. */
    CompletionStage<Response> form(RoutingContext exchange, byte @Nullable [] body, Kind kind) {
        return formAnswer(exchange, body, kind).thenApply(TwilioGate::response);
    }

    /** A form POST, or a GET, which has no body. */
    CompletionStage<Answer> formAnswer(RoutingContext exchange, byte @Nullable [] body, Kind kind) {
        var fields = decode(body == null ? NOTHING : body);
        var target = exchange.request().uri();
        var query = query(target);
        var sorted = TwilioSignature.inSigningOrder(fields);
        require(exchange, new Content.Form(sorted));
        var method = exchange.request().method().name();
        var key = ReplayKey.ofForm(method, target, sorted, header(exchange, TOKEN));
        var callback = callback(fields.isEmpty() ? query : fields, query);
        return accept(key, target, callback, null, kind);
    }

    /** A JSON POST, bound to the signature by {@code bodySHA256}. */
    CompletionStage<Answer> jsonAnswer(RoutingContext exchange, byte @Nullable [] body, Kind kind) {
        var content = body == null ? NOTHING : body;
        var target = exchange.request().uri();
        var query = query(target);
        require(exchange, new Content.Body(content));
        var json = json(content);
        var key = ReplayKey.ofBody("POST", target, content, header(exchange, TOKEN));
        return accept(key, target, callback(List.of(), query), json, kind);
    }

    private TwilioCallback callback(List<Parameter> parameters, List<Parameter> query) {
        var clinic = directory.ofNumber(TwilioCallback.first(parameters, "To"));
        return new TwilioCallback(parameters, query, clinic, Deadline.in(settings.deadline(), clock));
    }

    private CompletionStage<Answer> accept(
            ReplayKey key, String target, TwilioCallback callback, @Nullable String json, Kind kind) {
        var data = new CallbackAccepted(
                callId(callback, key),
                PROVIDER,
                kind.name(),
                target,
                json == null ? callback.parameters() : List.of(),
                json);
        var event = events.event(key.eventId(), callback.clinic().orgId(), data);
        Supplier<Answer> notAccepted = () -> kind.notAccepted().apply(callback);
        var accepted = switch (kind.answering()) {
            case Answering.Known(var answer) -> intake.accept(key, event, answer.apply(callback), notAccepted);
            case Answering.Worked(var work) -> intake.accept(key, event, () -> work.apply(callback), notAccepted);
        };
        return accepted.thenApply(answer -> {
            if (!clock.instant().isBefore(callback.deadline().at())) {
                intake.failed(PROVIDER, "late");
            }
            return answer;
        });
    }

    /** Calls and messages each have an id of Twilio's; what has neither is in order with itself. */
    private static String callId(TwilioCallback callback, ReplayKey key) {
        return Objects.requireNonNullElseGet(
                callback.first("CallSid"),
                () -> Objects.requireNonNullElseGet(callback.first("MessageSid"), key::eventId));
    }

    private void require(RoutingContext exchange, Content content) {
        var request = exchange.request();
        var signed = new Signed(
                request.uri(), userInfo(exchange), content, header(exchange, SIGNATURE), claimedHosts(exchange));
        switch (account.check(signed, clock.instant())) {
            case Outcome.Accepted accepted ->
                metrics.count(
                        "webhook.signatures.accepted",
                        Map.of("provider", PROVIDER, "token", accepted.token().name()));
            case Outcome.Refused refused -> {
                refusals.refused(PROVIDER, refused.reason().word(), refused.hint(), request);
                throw new ProblemException(
                        403,
                        "INVALID_SIGNATURE",
                        "Invalid signature",
                        "The signature is refused: %s; expected X-Twilio-Signature over PUBLIC_BASE_URL, path, query and parameters."
                                .formatted(refused.reason().word()));
            }
        }
    }

    /** What the client and the proxies before it say they called: good for finding a cause, never for letting in. */
    private static List<String> claimedHosts(RoutingContext exchange) {
        var host = header(exchange, "Host");
        var forwarded = header(exchange, "X-Forwarded-Host");
        if (host == null) {
            return forwarded == null ? List.of() : List.of(forwarded);
        }
        return forwarded == null ? List.of(host) : List.of(host, forwarded);
    }

    private static String json(byte[] body) {
        return switch (CallbackJson.read(body)) {
            case CallbackJson.Read.Document document -> document.text();
            case CallbackJson.Read.Refused refused ->
                throw new ProblemException(
                        400, "VALIDATION", "Invalid request", refused.reason().text());
        };
    }

    private static List<Parameter> decode(byte[] body) {
        return switch (FormDecoder.decode(body)) {
            case Decoded.Form form -> form.parameters();
            case Decoded.Refused refused -> throw refusal(refused.reason());
        };
    }

    private static ProblemException refusal(FormDecoder.Reason reason) {
        return switch (reason) {
            case TOO_LARGE -> new ProblemException(413, "TOO_LARGE", "Body too large", reason.text());
            case TOO_MANY_FIELDS, BROKEN_ESCAPE, NOT_UTF8 ->
                new ProblemException(400, "VALIDATION", "Invalid request", reason.text());
        };
    }

    private static List<Parameter> query(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? List.of() : decode(target.substring(mark + 1).getBytes(StandardCharsets.UTF_8));
    }

    /** The Basic credentials that stood in the URL Twilio was given. */
    private static @Nullable String userInfo(RoutingContext exchange) {
        var authorization = header(exchange, "Authorization");
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return null;
        }
        try {
            var decoded = Base64.getDecoder().decode(authorization.substring("basic ".length()));
            return new String(decoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String header(RoutingContext exchange, String name) {
        return exchange.request().getHeader(name);
    }

    /**
     * What blocks, such as asking booking-service, which the thread that took the request must not.
     *
     * @param otherwise where something went wrong that should not
     */
    CompletionStage<Answer> blocking(Supplier<Answer> answer, Supplier<Answer> otherwise) {
        return CompletableFuture.supplyAsync(answer, virtualThreads).exceptionally(failure -> {
            LOG.error("exception while answering a caller", failure);
            intake.failed(PROVIDER, "error");
            return otherwise.get();
        });
    }

    private static Response response(Answer answer) {
        var response = Response.status(answer.status());
        return answer.contentType().isEmpty()
                ? response.build()
                : response.type(answer.contentType()).entity(answer.body()).build();
    }
}
