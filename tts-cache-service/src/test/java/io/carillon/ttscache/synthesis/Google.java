package io.carillon.ttscache.synthesis;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What Google does in a test. */
final class Google {
    private final WireMock wireMock;

    Google(int port) {
        wireMock = new WireMock("127.0.0.1", port);
        wireMock.resetMappings();
        wireMock.resetScenarios();
        wireMock.resetRequests();
    }

    /** MP3 whose content tells one from another. */
    static byte[] mp3(int content) {
        byte[] bytes = new byte[512];
        Arrays.fill(bytes, (byte) content);
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) 0xF3;
        bytes[2] = (byte) 0x84;
        bytes[3] = (byte) 0xC4;
        return bytes;
    }

    static ResponseDefinitionBuilder speech(byte[] mp3) {
        return aResponse()
                .withHeader("Content-Type", "application/json; charset=UTF-8")
                .withBody("{\"audioContent\": \"" + Base64.getEncoder().encodeToString(mp3) + "\"}");
    }

    Google answers(ResponseDefinitionBuilder answer) {
        wireMock.register(any(anyUrl()).willReturn(answer));
        return this;
    }

    Google answersFirst(ResponseDefinitionBuilder first, ResponseDefinitionBuilder then) {
        wireMock.register(any(anyUrl())
                .inScenario("twice")
                .whenScenarioStateIs(STARTED)
                .willSetStateTo("then")
                .willReturn(first));
        wireMock.register(
                any(anyUrl()).inScenario("twice").whenScenarioStateIs("then").willReturn(then));
        return this;
    }

    List<LoggedRequest> calls() {
        return wireMock.find(anyRequestedFor(anyUrl()));
    }
}
