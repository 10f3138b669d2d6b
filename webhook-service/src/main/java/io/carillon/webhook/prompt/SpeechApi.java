package io.carillon.webhook.prompt;

import io.carillon.kit.access.ServiceToken;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The part of tts-cache-service that the prompts need. */
@RegisterRestClient(configKey = "tts-cache")
@Path("/api/tts/synthesize")
public interface SpeechApi {

    @POST
    Response synthesize(@HeaderParam(ServiceToken.HEADER) String token, Utterance utterance);

    @RegisterForReflection
    record Utterance(String text, String voice, String language) {}
}
