package io.carillon.webhook.prompt;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.TwilioCaller.Heard;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SpeechLibraryTest {

    private static final String LOCATION = "/api/tts/audio/81c2c86d27a37f8528d1b9a4a0d839aa/en-US-Neural2-F/en-US";
    private static final Duration SOON = Duration.ofSeconds(40);

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    @BeforeEach
    void world() {
        world.reset();
    }

    @Test
    void playsWhatTtsCacheHasAndSpeaksTheRestUntilTtsCacheIsGone() {
        speechIsMade("$[?(@.text == 'If this is an emergency, hang up and dial 911.')]");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(greeting().verbs()).containsExactly("Gather", "Play", "Say", "Say"));
        assertThat(greeting().text()).contains("<Play>" + World.PUBLIC_BASE_URL + LOCATION + "</Play>");
        world.speech.verifyThat(
                com.github.tomakehurst.wiremock.client.WireMock.moreThanOrExactly(1),
                postRequestedFor(urlPathEqualTo("/api/tts/synthesize"))
                        .withHeader("X-Carillon-Service", matching("webhook-service;.+"))
                        .withRequestBody(equalToJson("""
                                {"text":"If this is an emergency, hang up and dial 911.",
                                 "voice":"en-US-Neural2-F","language":"en-US"}""")));

        world.speech.register(
                any(anyUrl()).atPriority(1).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(greeting().verbs()).containsExactly("Gather", "Say", "Say", "Say"));
    }

    private void speechIsMade(String jsonPath) {
        world.speech.register(post(urlPathEqualTo("/api/tts/synthesize"))
                .withRequestBody(matchingJsonPath(jsonPath))
                .willReturn(aResponse()
                        .withStatus(200)
                        .withHeader("Content-Type", "audio/mpeg")
                        .withHeader("Content-Location", LOCATION)
                        .withBody(List.of(1, 2, 3).toString())));
    }

    private Heard greeting() {
        return new TwilioCaller(service).call("/api/voice/incoming", DEMO_NUMBER, Map.of());
    }
}
