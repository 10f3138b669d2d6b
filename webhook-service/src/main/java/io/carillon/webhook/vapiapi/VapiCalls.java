package io.carillon.webhook.vapiapi;

import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Circuit.Unanswered;
import io.carillon.webhook.vapiapi.Handover.NotTaken;
import io.carillon.webhook.vapiapi.Handover.Taken;
import io.carillon.webhook.vapiapi.Handover.Why;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
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

    /** Bytes of an answer. It repeats the assistant, whose prompt is the most of it. */
    private static final long LONGEST_ANSWER = 1L << 20;

    private final VapiApiSettings settings;
    private final ApiKey key;
    private final Circuit circuit;
    private final Metrics metrics;
    private final URI address;
    private final HttpClient http;

    /** @throws IllegalArgumentException for the development key in production */
    @Inject
    VapiCalls(
            VapiApiSettings settings,
            Deployment deployment,
            @Identifier(VapiCircuit.SERVICE) Circuit circuit,
            Metrics metrics) {
        this(settings, new ApiKey(settings.key(), deployment.production()), circuit, metrics);
    }

    VapiCalls(VapiApiSettings settings, ApiKey key, Circuit circuit, Metrics metrics) {
        this.settings = settings;
        this.key = key;
        this.circuit = circuit;
        this.metrics = metrics;
        this.address = URI.create(settings.url().toString().replaceFirst("/$", "") + "/call");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connect())
                .build();
    }

    /** Made at the start, so that a wrong key is told then and not at the first call. */
    void started(@Observes StartupEvent start) {
        if (key.authorization().isEmpty()) {
            LOG.info("VAPI_API_KEY is not set: no assistant takes calls, every caller gets the phone menu");
        }
    }

    /**
     * @param clinic its code, for the log
     * @param caller the number as Twilio gave it; null when it gave none
     */
    public Handover handOver(String clinic, Receptionist receptionist, @Nullable String caller) {
        var handover = key.authorization()
                .map(authorization -> asked(request(authorization, receptionist, caller)))
                .orElseGet(() -> new NotTaken(Why.NO_KEY));
        var outcome = switch (handover) {
            case Taken _ -> "taken";
            case NotTaken(Why why) -> {
                tell(clinic, why);
                yield why.word();
            }
        };
        metrics.count("vapi.calls", Map.of("outcome", outcome));
        return handover;
    }

    /** What nobody was asked for is told by the breaker's own line, or was at the start. */
    private static void tell(String clinic, Why why) {
        if (why != Why.NO_KEY && why != Why.NOT_ASKED) {
            LogFields.of("clinic", clinic)
                    .with("reason", why.word())
                    .warn("receptionist", "Vapi does not take a call, the phone menu does: " + why.words());
        }
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
        return circuit.call(
                Handover.class,
                () -> exchange(request),
                handover -> handover instanceof NotTaken(Why why) && why.isOutage(),
                unanswered -> new NotTaken(unanswered == Unanswered.TIMEOUT ? Why.TIMEOUT : Why.NOT_ASKED));
    }

    private Handover exchange(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
            return CallForm.read(response.statusCode(), response.body());
        } catch (HttpConnectTimeoutException | ConnectException e) {
            return new NotTaken(Why.UNREACHABLE);
        } catch (HttpTimeoutException e) {
            return new NotTaken(Why.TIMEOUT);
        } catch (IOException e) {
            return new NotTaken(
                    e.getCause() instanceof UnresolvedAddressException ? Why.UNREACHABLE : Why.CONNECTION_LOST);
        } catch (InterruptedException e) {
            // By the guard's time limit, or by the end of the service.
            Thread.currentThread().interrupt();
            return new NotTaken(Why.TIMEOUT);
        }
    }
}
