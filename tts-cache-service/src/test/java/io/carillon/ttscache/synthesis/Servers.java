package io.carillon.ttscache.synthesis;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.carillon.stack.client.TestStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Real Redis (and Kafka) of the local stack; Google is WireMock, because each test wants another Google. */
public class Servers implements QuarkusTestResourceLifecycleManager {
    static final String GOOGLE_PORT = "test.google.port";
    static final String API_KEY = "test-google-key";

    private final WireMockServer google =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    @Override
    public Map<String, String> start() {
        google.start();
        Map<String, String> environment = new HashMap<>(TestStack.attach("tts").environment());
        environment.put("GOOGLE_TTS_URL", google.baseUrl());
        environment.put("GOOGLE_TTS_API_KEY", API_KEY);
        environment.put(GOOGLE_PORT, String.valueOf(google.port()));
        return environment;
    }

    @Override
    public void stop() {
        google.stop();
    }
}
