package io.carillon.ttscache.synthesis;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.traceability.Requirement;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Speech over HTTP with a Google that is well and a Redis that is there. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SpeechTest {
    private static final String WELCOME = "Welcome to Demo Healthcare Clinic";
    private static final String WELCOME_HASH = "81c2c86d27a37f8528d1b9a4a0d839aa";
    private static final String WELCOME_KEY = "tts:cache:" + WELCOME_HASH + ":en-US-Neural2-F:en-US";
    private static final byte[] SPEECH = Google.mp3(1);

    @Inject
    @RedisClientName("tts")
    RedisDataSource redis;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = Servers.GOOGLE_PORT)
    int googlePort;

    private Google google;

    @BeforeEach
    void aGoogleThatSpeaks() {
        google = new Google(googlePort).answers(Google.speech(SPEECH));
        redis.key().keys("tts:*").forEach(key -> redis.key().del(key));
    }

    @Test
    @Requirement("R-TTS-05")
    void isMadeOnceAndServedFromThenOn() {
        Response made = synthesize(Map.of("text", WELCOME));
        Response again = synthesize(Map.of("text", WELCOME, "voice", "en-US-Neural2-F", "language", "en-US"));
        Response played = when().get(made.header("Content-Location"));

        made.then().statusCode(200).contentType("audio/mpeg").header("X-Cache", "MISS");
        made.then().header("Content-Location", "/api/tts/audio/" + WELCOME_HASH + "/en-US-Neural2-F/en-US");
        again.then().statusCode(200).header("X-Cache", "HIT");
        played.then().statusCode(200).contentType("audio/mpeg").header("X-Cache", "HIT");
        assertThat(made.asByteArray()).isEqualTo(SPEECH);
        assertThat(again.asByteArray()).isEqualTo(SPEECH);
        assertThat(played.asByteArray()).isEqualTo(SPEECH);
        assertThat(google.calls()).hasSize(1);
    }

    @Test
    void googleIsAskedAsItsReferenceSaysAndTheKeyStaysOutOfTheAddress() throws Exception {
        synthesize(Map.of("text", "Merci", "voice", "fr-FR-Neural2-A", "language", "fr-FR"));

        var call = google.calls().getFirst();
        assertThat(call.getUrl()).isEqualTo("/v1/text:synthesize");
        assertThat(call.getHeader("X-Goog-Api-Key")).isEqualTo(Servers.API_KEY);
        assertThat(new ObjectMapper().readTree(call.getBodyAsString())).isEqualTo(new ObjectMapper().readTree("""
                        {"input": {"text": "Merci"},
                         "voice": {"languageCode": "fr-FR", "name": "fr-FR-Neural2-A"},
                         "audioConfig": {"audioEncoding": "MP3", "speakingRate": 1.0, "pitch": 0.0}}"""));
    }

    @Test
    @Requirement({"R-TTS-01", "R-TTS-02", "R-TTS-03"})
    void standsInRedisAsTheRunbookSays() {
        synthesize(Map.of("text", WELCOME));

        String value = redis.value(String.class).get(WELCOME_KEY);
        assertThat(value).isEqualTo(Base64.getEncoder().encodeToString(SPEECH));
        assertThat(redis.key().pttl(WELCOME_KEY)).isCloseTo(604_800_000L, Offset.offset(1_000L));
        assertThat(redis.value(String.class).get("tts:text:" + WELCOME_HASH)).isEqualTo(WELCOME);
        assertThat(redis.key().keys("tts:lock:*")).as("the turn was given back").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "", "UklGRiQAAABXQVZF", "{\"error\":{}}"})
    @Requirement("R-TTS-03")
    void whatIsNotMp3IsMadeAgainAndCounted(String garbage) {
        synthesize(Map.of("text", WELCOME));
        redis.value(String.class).set(WELCOME_KEY, garbage);
        double corrupt = meters.counter("tts.cache.corrupt").count();

        Response healed = when().get("/api/tts/audio/" + WELCOME_HASH + "/en-US-Neural2-F/en-US");

        healed.then().statusCode(200).header("X-Cache", "MISS");
        assertThat(healed.asByteArray()).isEqualTo(SPEECH);
        assertThat(meters.counter("tts.cache.corrupt").count()).isEqualTo(corrupt + 1);
        assertThat(redis.value(String.class).get(WELCOME_KEY))
                .isEqualTo(Base64.getEncoder().encodeToString(SPEECH));
    }

    @Test
    void aLostEntryIsMadeAgainFromItsText() {
        String address = synthesize(Map.of("text", WELCOME)).header("Content-Location");
        redis.key().del(WELCOME_KEY);

        when().get(address).then().statusCode(200).header("X-Cache", "MISS");
        when().get(address).then().statusCode(200).header("X-Cache", "HIT");
        assertThat(google.calls()).hasSize(2);
    }

    @Test
    void anEvictedTextIsRegisteredAgainByTheNextRequest() {
        synthesize(Map.of("text", WELCOME));
        redis.key().del("tts:text:" + WELCOME_HASH);

        synthesize(Map.of("text", WELCOME)).then().header("X-Cache", "HIT");

        assertThat(redis.value(String.class).get("tts:text:" + WELCOME_HASH)).isEqualTo(WELCOME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffffffffffffffffffffffffffffffff/en-US-Neural2-F/en-US",
                "81c2c86d/en-US-Neural2-F/en-US",
                "81c2c86d27a37f8528d1b9a4a0d839aa/en-US-Neural2-F/*",
                "81c2c86d27a37f8528d1b9a4a0d839aa/en-US-Neural2-D/en-US"
            })
    void nobodyWithoutAKeyMakesTheProviderSpeakAnew(String entry) {
        synthesize(Map.of("text", WELCOME));

        when().get("/api/tts/audio/" + entry)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("NOT_FOUND"), "request_id", notNullValue());
        assertThat(google.calls()).hasSize(1);
    }

    @Test
    void canBeAskedForWithHeadAndIsNotSentTwice() {
        String address = synthesize(Map.of("text", WELCOME)).header("Content-Location");

        Response head = when().head(address);
        head.then().statusCode(200).contentType("audio/mpeg").header("X-Cache", "HIT");
        head.then().header("Content-Length", String.valueOf(SPEECH.length));
        head.then().header("ETag", matchesPattern("\"[0-9a-f]{32}\"")).header("Cache-Control", startsWith("public"));

        given().header("If-None-Match", head.header("ETag"))
                .get(address)
                .then()
                .statusCode(304)
                .header("ETag", head.header("ETag"));
        given().header("If-None-Match", "\"other\"").get(address).then().statusCode(200);
    }

    @Test
    @Requirement("R-TTS-06")
    void aHundredAtOnceAreOneCallToTheProvider() throws Exception {
        google.answers(Google.speech(SPEECH).withFixedDelay(300));
        String text = "A hundred callers " + UUID.randomUUID();
        List<Future<Response>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> synthesize(Map.of("text", text))));
            }
        }

        for (Future<Response> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
            assertThat(answer.get().asByteArray()).isEqualTo(SPEECH);
        }
        assertThat(google.calls()).hasSize(1);
    }

    @Test
    void personalAudioHasASecretAddressForMinutesAndIsNeverUnderItsText() {
        Response made = synthesize(Map.of("text", "Good morning, see you on Monday", "personal", true));

        made.then().statusCode(200).header("X-Cache", "MISS");
        made.then().header("Content-Location", matchesPattern("/api/tts/audio/p/[0-9a-f]{32}"));
        made.then().header("Cache-Control", "no-store");
        Response played = when().get(made.header("Content-Location"));
        played.then().statusCode(200).contentType("audio/mpeg").header("Cache-Control", "no-store");
        assertThat(played.asByteArray()).isEqualTo(SPEECH);
        assertThat(redis.key().keys("tts:*")).singleElement().satisfies(key -> {
            assertThat(key).startsWith("tts:personal:");
            assertThat(redis.key().ttl(key))
                    .isBetween(
                            Duration.ofMinutes(9).toSeconds(),
                            Duration.ofMinutes(10).toSeconds());
        });
        when().get("/api/tts/audio/p/0123456789abcdef0123456789abcdef").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "{}",
                "{\"text\":\"\"}",
                "{\"text\":\"  \"}",
                "{\"text\":\"\\ud83d\"}",
                "{\"text\":\"x\",\"voice\":\"a:b\"}",
                "{\"text\":\"x\",\"voice\":\"*\"}",
                "{\"text\":\"x\",\"language\":\"en_US\"}"
            })
    void whatCannotBeSaidIsRefused(String body) {
        operator()
                .body(body)
                .post("/api/tts/synthesize")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("VALIDATION"), "detail", notNullValue(), "request_id", notNullValue());
        assertThat(google.calls()).isEmpty();
    }

    @Test
    void googlesLimitIsCountedInBytes() {
        synthesize(Map.of("text", "é".repeat(2_500))).then().statusCode(200);
        synthesize(Map.of("text", "é".repeat(2_500) + "e")).then().statusCode(400);
    }

    @Test
    void makingSpeechNeedsAnOperatorsKeyPlayingItNone() {
        given().contentType("application/json")
                .body("{\"text\":\"x\"}")
                .post("/api/tts/synthesize")
                .then()
                .statusCode(401);
        given().header("X-API-Key", "dev-viewer-key")
                .contentType("application/json")
                .body("{\"text\":\"x\"}")
                .post("/api/tts/synthesize")
                .then()
                .statusCode(403);
        assertThat(google.calls()).isEmpty();
    }

    private static Response synthesize(Map<String, Object> request) {
        return operator().body(request).post("/api/tts/synthesize");
    }

    private static RequestSpecification operator() {
        return given().header("X-API-Key", "dev-operator-key").contentType("application/json");
    }
}
