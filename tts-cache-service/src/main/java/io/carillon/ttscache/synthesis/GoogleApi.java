package io.carillon.ttscache.synthesis;

import io.quarkus.rest.client.reactive.ClientExceptionMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** Google Cloud Text-to-Speech v1, the one method used. */
@Path("/v1/text:synthesize")
@RegisterRestClient(configKey = "google-tts")
public interface GoogleApi {

    /**
     * The answer as text, so that broken JSON is told apart from no answer.
     *
     * @param apiKey in a header, since addresses end up in logs
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    String synthesize(@HeaderParam("X-Goog-Api-Key") String apiKey, Request request);

    /** Every status that is not 2xx. */
    @ClientExceptionMapper
    static RuntimeException refusal(Response response) {
        return new Refusal(response.getStatus(), response.getHeaderString(HttpHeaders.RETRY_AFTER));
    }

    /** {@code text:synthesize}'s body. */
    @RegisterForReflection
    record Request(Input input, Voice voice, AudioConfig audioConfig) {}

    /** What to say. */
    @RegisterForReflection
    record Input(String text) {}

    /** Who says it. */
    @RegisterForReflection
    record Voice(String languageCode, String name) {}

    /** How: {@code speakingRate} 0.25 to 2.0, {@code pitch} -20.0 to 20.0 semitones. */
    @RegisterForReflection
    record AudioConfig(String audioEncoding, double speakingRate, double pitch) {}

    /** {@code audioContent}: Base64. */
    @RegisterForReflection
    record Answer(@Nullable String audioContent) {}

    /** A status that is not 2xx. */
    final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final @Nullable String retryAfter;

        Refusal(int status, @Nullable String retryAfter) {
            super("HTTP " + status);
            this.status = status;
            this.retryAfter = retryAfter;
        }

        int status() {
            return status;
        }

        @Nullable
        String retryAfter() {
            return retryAfter;
        }
    }
}
