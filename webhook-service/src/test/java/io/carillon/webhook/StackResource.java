package io.carillon.webhook;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.carillon.stack.client.TestStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Real Kafka and Redis, and somebody to play booking-service, tts-cache-service, Vapi and OpenAI. */
public class StackResource implements QuarkusTestResourceLifecycleManager {

    static final String TENANT = "webhook";
    static final String BOOKING = "BOOKING_URL";
    static final String SPEECH = "TTS_CACHE_URL";
    static final String VAPI = "VAPI_API_URL";
    static final String OPENAI = "OPENAI_URL";

    /** Of Vapi's API; nothing may tell it but the header that carries it there. */
    public static final String VAPI_API_KEY = "planted-vapi-key";

    /** Of OpenAI's, likewise. */
    public static final String OPENAI_API_KEY = "planted-openai-key";

    public static final String PREVIOUS_VAPI_SECRET = "older-vapi-secret";

    /** Shorter than in production, where a test would have to wait for them: 10 s and 75 s. */
    public static final Duration BODY_TIME = Duration.ofSeconds(3);

    public static final Duration IDLE_TIME = Duration.ofSeconds(12);

    private final WireMockServer booking = server();
    private final WireMockServer speech = server();
    private final WireMockServer vapi = server();
    private final WireMockServer openAi = server();

    @Override
    public Map<String, String> start() {
        booking.start();
        speech.start();
        vapi.start();
        openAi.start();
        var environment = TestStack.attach(TENANT).environment();
        environment.put(BOOKING, booking.baseUrl());
        environment.put(SPEECH, speech.baseUrl());
        environment.put(VAPI, vapi.baseUrl());
        environment.put(OPENAI, openAi.baseUrl());
        environment.put("VAPI_API_KEY", VAPI_API_KEY);
        environment.put("OPENAI_API_KEY", OPENAI_API_KEY);
        environment.put("OPENAI_TIMEOUT", "1000");
        environment.put("carillon.vapi-api.answer", "1s");
        environment.put("PUBLIC_BASE_URL", World.PUBLIC_BASE_URL);
        environment.put(
                "CARILLON_SPOOL_DIR", "target/spool-" + ProcessHandle.current().pid());
        environment.put("TWILIO_AUTH_TOKEN_PREVIOUS", TwilioCaller.PREVIOUS_TOKEN);
        environment.put("TWILIO_AUTH_TOKEN_PREVIOUS_UNTIL", "2999-01-01T00:00:00Z");
        environment.put("VAPI_SERVER_SECRET_PREVIOUS", PREVIOUS_VAPI_SECRET);
        environment.put("VAPI_SERVER_SECRET_PREVIOUS_UNTIL", "2999-01-01T00:00:00Z");
        environment.put("carillon.kit.body-time", BODY_TIME.toString());
        environment.put("quarkus.http.idle-timeout", IDLE_TIME.toString());
        environment.put("carillon.delivery.first-pause", "200ms");
        environment.put("carillon.delivery.longest-pause", "1s");
        environment.put("carillon.delivery.look", "100ms");
        environment.put("carillon.calls.reconcile", "500ms");
        environment.put("carillon.calls.promise-patience", "5s");
        environment.put("carillon.delivery.gauges", "500ms");
        // Messages: everything in seconds, and night only seven hours east of Los Angeles.
        var night = LocalTime.now(ZoneId.of("America/Los_Angeles")).truncatedTo(ChronoUnit.MINUTES);
        environment.put("carillon.sms.quiet-from", night.plusHours(6).toString());
        environment.put("carillon.sms.quiet-to", night.plusHours(8).toString());
        environment.put("carillon.twilio-api.connect", "500ms");
        environment.put("carillon.twilio-api.answer", "2s");
        environment.put("carillon.sms.lease", "5s");
        environment.put("carillon.sms.settle", "8s");
        environment.put("carillon.sms.look", "100ms");
        environment.put("carillon.sms.first-pause", "200ms");
        environment.put("carillon.sms.longest-pause", "1s");
        environment.put("carillon.sms.first-later-pause", "200ms");
        environment.put("carillon.sms.longest-later-pause", "400ms");
        environment.put("carillon.sms.credential-pause", "3s");
        // Looked at when a test asks, and not in the middle of another's outage.
        environment.put("carillon.public-host.again", "1h");
        environment.put("carillon.twilio-urls.again", "1h");
        environment.put("carillon.session.report", "1s");
        environment.put("carillon.webhook.processing-goal", "2s");
        environment.put("carillon.speech.refresh", "1s");
        environment.put("carillon.speech.confirm", "1s");
        return environment;
    }

    @Override
    public void stop() {
        booking.stop();
        speech.stop();
        vapi.stop();
        openAi.stop();
    }

    private static WireMockServer server() {
        return new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    }
}
