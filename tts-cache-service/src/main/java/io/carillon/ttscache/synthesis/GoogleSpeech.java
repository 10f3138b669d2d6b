package io.carillon.ttscache.synthesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.kit.log.SlowLog;
import io.carillon.kit.outside.Circuits;
import io.carillon.kit.outside.RetryAfter;
import io.carillon.ttscache.entry.Mp3;
import io.carillon.ttscache.entry.Utterance;
import io.carillon.ttscache.entry.VoiceSettings;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Google Cloud Text-to-Speech, with a time-out, a breaker and a bulkhead. */
@ApplicationScoped
class GoogleSpeech implements SpeechProvider {
    static final String CIRCUIT = "google_tts";
    private static final Logger LOG = Logger.getLogger(GoogleSpeech.class);

    private final GoogleApi google;
    private final String apiKey;
    private final ObjectMapper json;
    private final Clock clock;
    private final Guard guard;

    GoogleSpeech(
            @RestClient GoogleApi google,
            @ConfigProperty(name = "GOOGLE_TTS_API_KEY") String apiKey,
            SynthesisSettings settings,
            ObjectMapper json,
            Clock clock,
            Circuits circuits) {
        this.google = google;
        this.apiKey = apiKey;
        this.json = json;
        this.clock = clock;
        this.guard = Guard.create()
                .withDescription(CIRCUIT)
                .withBulkhead()
                .limit(settings.parallel())
                .done()
                .withCircuitBreaker()
                .name(CIRCUIT)
                .requestVolumeThreshold(10)
                .failureRatio(0.5)
                .delay(5, ChronoUnit.SECONDS)
                .when(GoogleSpeech::isItsFault)
                .onStateChange(circuits.follow(CIRCUIT))
                .done()
                .withTimeout()
                .duration(settings.attempt().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    @Override
    public String name() {
        return "google";
    }

    @Override
    public Synthesis synthesize(Utterance utterance, VoiceSettings settings) {
        try {
            return new Synthesis.Audio(guard.call(() -> audio(request(utterance, settings)), Mp3.class));
        } catch (CircuitBreakerOpenException | BulkheadException _) {
            return new Synthesis.NotAsked();
        } catch (GoogleApi.Refusal refusal) {
            return outcome(refusal);
        } catch (NotAudio _) {
            return new Synthesis.Garbage();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Synthesis.Unavailable();
        } catch (Exception e) {
            LOG.warnf("%s: no answer: %s", CIRCUIT, e);
            return new Synthesis.Unavailable();
        }
    }

    private static GoogleApi.Request request(Utterance utterance, VoiceSettings settings) {
        return new GoogleApi.Request(
                new GoogleApi.Input(utterance.text()),
                new GoogleApi.Voice(
                        utterance.voice().language(), utterance.voice().name()),
                new GoogleApi.AudioConfig("MP3", settings.speakingRate(), settings.pitch()));
    }

    private Mp3 audio(GoogleApi.Request request) throws NotAudio {
        String body = SlowLog.outside("google-tts", () -> google.synthesize(apiKey, request));
        try {
            String base64 = json.readValue(body, GoogleApi.Answer.class).audioContent();
            if (base64 != null) {
                return Mp3.decode(base64).orElseThrow(NotAudio::new);
            }
        } catch (JsonProcessingException _) {
            // not audio either; the parser's message could repeat what was said
        }
        throw new NotAudio();
    }

    private Synthesis outcome(GoogleApi.Refusal refusal) {
        int status = refusal.status();
        if (status == 401 || status == 403) {
            return new Synthesis.Unauthorized();
        }
        if (status == 429) {
            return new Synthesis.RateLimited(RetryAfter.read(refusal.retryAfter(), clock.instant()));
        }
        return status >= 500 ? new Synthesis.Unavailable() : new Synthesis.Rejected();
    }

    /** A text it does not take, and our own haste, do not open the circuit for everybody. */
    private static boolean isItsFault(Throwable failure) {
        return !(failure instanceof GoogleApi.Refusal refusal)
                || refusal.status() >= 500
                || refusal.status() == 401
                || refusal.status() == 403;
    }

    /** It said yes, but what came is not MP3. */
    private static final class NotAudio extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
