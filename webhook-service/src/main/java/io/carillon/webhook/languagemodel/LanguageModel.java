package io.carillon.webhook.languagemodel;

import io.carillon.kit.config.Deployment;
import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outside.ApiKey;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.OutsideHttp;
import io.carillon.kit.outside.Unserved;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.languagemodel.Reading.Meant;
import io.carillon.webhook.languagemodel.Reading.Missing;
import io.carillon.webhook.languagemodel.Reading.Unclear;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Chooses what somebody means, within the time that they wait, each time behind the same breaker and bulkhead, timed and counted
 * by outcome ({@code openai.calls}). Asks once: whoever was not understood is asked again, which takes as long as a second try.
 * Blocks: call it on a virtual thread.
 */
@ApplicationScoped
public class LanguageModel {

    private static final Logger LOG = Logger.getLogger(LanguageModel.class);

    private static final String DEVELOPMENT_KEY = "dev-openai-key";

    /** Bytes of an answer. */
    private static final long LONGEST_ANSWER = 1L << 16;

    private final OpenAiSettings settings;
    private final ApiKey key;
    private final OutsideHttp openAi;
    private final Metrics metrics;
    private final Clock clock;
    private final URI address;

    /** @throws IllegalArgumentException for the development key in production, and for a time-out that is none */
    @Inject
    LanguageModel(
            OpenAiSettings settings,
            Deployment deployment,
            @Identifier(OpenAiCircuit.SERVICE) Circuit circuit,
            Metrics metrics,
            Clock clock) {
        this(
                settings,
                new ApiKey("OPENAI_API_KEY", DEVELOPMENT_KEY, settings.key(), deployment.production()),
                circuit,
                metrics,
                clock);
    }

    LanguageModel(OpenAiSettings settings, ApiKey key, Circuit circuit, Metrics metrics, Clock clock) {
        this.settings = settings;
        this.key = key;
        this.openAi = new OutsideHttp(circuit, settings.connect());
        this.metrics = metrics;
        this.clock = clock;
        this.address = URI.create(settings.url().toString().replaceFirst("/$", "") + "/v1/chat/completions");
    }

    /** Made at the start, so that a wrong key or time-out is told then and not at the first call. */
    void started(@Observes StartupEvent start) {
        if (key.bearer().isEmpty()) {
            LOG.info("OPENAI_API_KEY is not set: whoever the menu's own words do not understand is asked again");
        }
    }

    /**
     * @param clinic its code, for the log
     * @param meanings what may be meant, by word
     * @param deadline of who waits
     * @return one of the words; empty where none is clear, or the model does not say it in time
     */
    public Optional<String> choose(String clinic, Map<String, String> meanings, String said, Deadline deadline) {
        var begun = clock.instant();
        var reading = key.bearer()
                .map(authorization -> asked(authorization, meanings, said, deadline))
                .orElseGet(() -> new Missing(Unserved.NO_KEY));
        var outcome = switch (reading) {
            case Meant _ -> "meant";
            case Unclear _ -> "unclear";
            case Missing(Unserved why) -> {
                tell(clinic, why);
                yield why.word();
            }
        };
        metrics.time("openai.calls", Map.of("outcome", outcome), Duration.between(begun, clock.instant()));
        return reading instanceof Meant(String word) ? Optional.of(word) : Optional.empty();
    }

    /** What nobody was asked for is told by the breaker's own line, or was at the start. Never what was said. */
    private static void tell(String clinic, Unserved why) {
        if (why.wasAsked()) {
            LogFields.of("clinic", clinic)
                    .with("reason", why.word())
                    .warn(
                            "language-model",
                            "OpenAI does not say what is meant, the caller is asked again: " + why.words() + hint(why));
        }
    }

    private static String hint(Unserved why) {
        return switch (why) {
            case UNAUTHORIZED -> "; put a valid one into OPENAI_API_KEY";
            case REFUSED -> "; compare OPENAI_MODEL with the models of the account";
            default -> "";
        };
    }

    private Reading asked(String authorization, Map<String, String> meanings, String said, Deadline deadline) {
        // The other half is for what they mean: booking-service may have to be asked next.
        var longest = settings.answer();
        var time = shorter(longest, deadline.left(clock).dividedBy(2));
        if (time.isZero()) {
            return new Missing(Unserved.NOT_ASKED);
        }
        var request = HttpRequest.newBuilder(address)
                .timeout(time)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(CompletionForm.written(settings.model(), meanings, said)))
                .build();
        return openAi.ask(
                Reading.class,
                request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER),
                response -> CompletionForm.read(response.statusCode(), response.body(), meanings.keySet()),
                none -> new Missing(Unserved.of(none)),
                // Who gave it less time than it may take says nothing about it.
                reading -> reading instanceof Missing(Unserved why)
                        && why.isOutage()
                        && (why != Unserved.TIMEOUT || time.equals(longest)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
