package io.carillon.webhook.vapiapi;

import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outside.ApiKey;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.OutsideHttp;
import io.carillon.kit.outside.Unserved;
import io.carillon.webhook.vapiapi.Handover.NotTaken;
import io.carillon.webhook.vapiapi.Handover.Taken;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands calls over to Vapi's assistants, each time behind the same time-outs, breaker and bulkhead, each counted by outcome
 * ({@code vapi.calls}). Asks once: the caller is waiting, the menu is there, and a second {@code POST /call} would be a second
 * call at Vapi. Blocks: call it on a virtual thread.
 */
@ApplicationScoped
public class VapiCalls {

    private static final Logger LOG = Logger.getLogger(VapiCalls.class);

    private static final String DEVELOPMENT_KEY = "dev-vapi-key";

    /** Bytes of an answer. It repeats the assistant, whose prompt is the most of it. */
    private static final long LONGEST_ANSWER = 1L << 20;

    private final VapiApiSettings settings;
    private final ApiKey key;
    private final OutsideHttp vapi;
    private final Metrics metrics;
    private final URI address;

    /** @throws IllegalArgumentException for the development key in production */
    @Inject
    VapiCalls(
            VapiApiSettings settings,
            Deployment deployment,
            @Identifier(VapiCircuit.SERVICE) Circuit circuit,
            Metrics metrics) {
        this(
                settings,
                new ApiKey("VAPI_API_KEY", DEVELOPMENT_KEY, settings.key(), deployment.production()),
                circuit,
                metrics);
    }

    VapiCalls(VapiApiSettings settings, ApiKey key, Circuit circuit, Metrics metrics) {
        this.settings = settings;
        this.key = key;
        this.vapi = new OutsideHttp(circuit, settings.connect());
        this.metrics = metrics;
        this.address = URI.create(settings.url().toString().replaceFirst("/$", "") + "/call");
    }

    /** Made at the start, so that a wrong key is told then and not at the first call. */
    void started(@Observes StartupEvent start) {
        if (key.bearer().isEmpty()) {
            LOG.info("VAPI_API_KEY is not set: no assistant takes calls, every caller gets the phone menu");
        }
    }

    /**
     * @param clinic its code, for the log
     * @param caller the number as Twilio gave it; null when it gave none
     */
    public Handover handOver(String clinic, Receptionist receptionist, @Nullable String caller) {
        var handover = key.bearer()
                .map(authorization -> asked(request(authorization, receptionist, caller)))
                .orElseGet(() -> new NotTaken(Unserved.NO_KEY));
        var outcome = switch (handover) {
            case Taken _ -> "taken";
            case NotTaken(Unserved why) -> {
                tell(clinic, why);
                yield why.word();
            }
        };
        metrics.count("vapi.calls", Map.of("outcome", outcome));
        return handover;
    }

    /** What nobody was asked for is told by the breaker's own line, or was at the start. */
    private static void tell(String clinic, Unserved why) {
        if (why.wasAsked()) {
            LogFields.of("clinic", clinic)
                    .with("reason", why.word())
                    .warn("receptionist", "Vapi does not take a call, the phone menu does: " + why.words() + hint(why));
        }
    }

    private static String hint(Unserved why) {
        return switch (why) {
            case UNAUTHORIZED -> "; put a valid one into VAPI_API_KEY";
            case REFUSED -> "; compare the ids of this clinic's receptionist with Vapi's";
            default -> "";
        };
    }

    private HttpRequest request(String authorization, Receptionist receptionist, @Nullable String caller) {
        return HttpRequest.newBuilder(address)
                .timeout(settings.answer())
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(CallForm.written(receptionist, caller)))
                .build();
    }

    private Handover asked(HttpRequest request) {
        return vapi.ask(
                Handover.class,
                request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER),
                response -> CallForm.read(response.statusCode(), response.body()),
                none -> new NotTaken(Unserved.of(none)),
                handover -> handover instanceof NotTaken(Unserved why) && why.isOutage());
    }
}
