package io.carillon.webhook.prompt;

import io.carillon.kit.access.ServiceToken;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Tts-cache-service behind a time-out, a breaker and a bulkhead. */
@ApplicationScoped
@Bulkhead(4)
@CircuitBreaker(
        requestVolumeThreshold = 5,
        failureRatio = 0.6,
        delay = 5,
        delayUnit = ChronoUnit.SECONDS,
        // An error status is about one prompt that no provider makes now; the others may be in the cache.
        skipOn = WebApplicationException.class)
class SpeechClient {

    private static final String LOCATION = "Content-Location";

    private final SpeechApi api;
    private final ServiceToken token;

    SpeechClient(@RestClient SpeechApi api, ServiceToken token) {
        this.api = api;
        this.token = token;
    }

    /**
     * Sees to it that the recording is in the cache.
     *
     * @return its path; empty when the answer names none
     */
    @Timeout(value = 10, unit = ChronoUnit.SECONDS)
    Optional<String> synthesize(SpeechApi.Utterance utterance) {
        try (var answer = api.synthesize(token.header(null), utterance)) {
            return Optional.ofNullable(answer.getHeaderString(LOCATION)).filter(path -> path.startsWith("/"));
        }
    }
}
