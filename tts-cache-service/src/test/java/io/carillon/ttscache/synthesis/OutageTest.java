package io.carillon.ttscache.synthesis;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.carillon.stack.client.TestStack;
import io.carillon.traceability.Requirement;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller still hears when Google or Redis, or both, are out. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class OutageTest {
    private static final byte[] SPEECH = Google.mp3(2);

    @Inject
    @RedisClientName("tts")
    RedisDataSource redis;

    @Inject
    MeterRegistry meters;

    @Inject
    CircuitBreakerMaintenance circuits;

    @Inject
    Clock clock;

    @ConfigProperty(name = Servers.GOOGLE_PORT)
    int googlePort;

    private final String text = "Said once " + UUID.randomUUID();
    private Google google;

    @BeforeEach
    @AfterEach
    void everythingIsWell() {
        circuits.resetAll();
        google = new Google(googlePort).answers(Google.speech(SPEECH));
    }

    static Stream<ResponseDefinitionBuilder> whatAGoogleThatIsOutDoes() {
        return Stream.of(
                serviceUnavailable(),
                aResponse().withStatus(500),
                aResponse().withStatus(401),
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                aResponse().withBody("{\"audioContent\": "),
                aResponse().withBody("{}"),
                aResponse().withBody("{\"audioContent\": \"UklGRiQAAABXQVZF\"}"));
    }

    @ParameterizedTest
    @MethodSource("whatAGoogleThatIsOutDoes")
    void aProviderThatIsOutIsSaidInACodedProblemAndNothingIsKept(ResponseDefinitionBuilder answer) {
        google.answers(answer);

        Response refused = synthesize(text);

        refused.then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "5")
                .body("code", equalTo("TTS_UNAVAILABLE"));
        google.answers(Google.speech(SPEECH));
        circuits.resetAll();
        synthesize(text).then().statusCode(200).header("X-Cache", "MISS");
    }

    @Test
    void audioIsStillServedWhileTheProviderIsOut() {
        String address = synthesize(text).header("Content-Location");
        google.answers(serviceUnavailable());

        synthesize(text).then().statusCode(200).header("X-Cache", "HIT");
        when().get(address).then().statusCode(200).header("X-Cache", "HIT");
    }

    @Test
    void aProviderThatIsTooSlowIsNotWaitedForForever() {
        google.answers(Google.speech(SPEECH).withFixedDelay(10_000));
        Instant before = clock.instant();

        synthesize(text).then().statusCode(503);

        assertThat(Duration.between(before, clock.instant()))
                .as("the provider takes 10 s")
                .isLessThan(Duration.ofSeconds(9));
    }

    @Test
    @Requirement("R-EXT-04")
    void aLimitedProviderIsAskedAgainWhenItSaidSo() {
        google.answersFirst(aResponse().withStatus(429).withHeader("Retry-After", "2"), Google.speech(SPEECH));

        synthesize(text).then().statusCode(200).header("X-Cache", "MISS");

        var calls = google.calls();
        assertThat(calls).hasSize(2);
        assertThat(Duration.between(
                        calls.getFirst().getLoggedDate().toInstant(),
                        calls.getLast().getLoggedDate().toInstant()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    @Requirement("R-EXT-04")
    void aWaitLongerThanTheCallersTimeIsLeftToTheCaller() {
        google.answers(aResponse().withStatus(429).withHeader("Retry-After", "30"));

        synthesize(text).then().statusCode(503).header("Retry-After", "30");

        assertThat(google.calls()).hasSize(1);
    }

    @Test
    @Requirement("R-EXT-04")
    void a5xxIsTriedThreeTimesAnd4xxOnce() {
        google.answers(aResponse().withStatus(500));
        synthesize(text).then().statusCode(503);
        assertThat(google.calls()).hasSize(3);

        google = new Google(googlePort).answers(aResponse().withStatus(401));
        synthesize(text).then().statusCode(503);
        assertThat(google.calls()).hasSize(1);

        google = new Google(googlePort).answers(aResponse().withStatus(400));
        synthesize(text).then().statusCode(422).body("code", equalTo("TTS_REJECTED"));
        assertThat(google.calls()).hasSize(1);
    }

    @Test
    void aProviderThatKeepsFailingIsLeftAloneForAWhile() {
        google.answers(aResponse().withStatus(500));
        for (int i = 0; i < 5; i++) {
            synthesize(text + i).then().statusCode(503);
        }
        int calls = google.calls().size();

        synthesize(text).then().statusCode(503);

        assertThat(google.calls()).hasSize(calls);
    }

    @Test
    void callsAreCountedByProviderAndOutcome() {
        double ok = meters.counter("tts.provider.calls", "provider", "google", "outcome", "ok")
                .count();
        double hits = meters.counter("tts.cache.hits").count();
        double misses = meters.counter("tts.cache.misses").count();

        synthesize(text);
        synthesize(text);

        assertThat(meters.counter("tts.provider.calls", "provider", "google", "outcome", "ok")
                        .count())
                .isEqualTo(ok + 1);
        assertThat(meters.counter("tts.cache.hits").count()).isEqualTo(hits + 1);
        assertThat(meters.counter("tts.cache.misses").count()).isEqualTo(misses + 1);
    }

    @Test
    @Requirement("R-TTS-19")
    void withoutRedisAudioIsMadeDirectlyAndServedFromMemory() {
        TestStack stack = TestStack.attach("tts");
        String kept = synthesize(text).header("Content-Location");
        stack.pause("redis");
        try {
            Instant before = clock.instant();
            String spoken = text + " without Redis";
            Response made = synthesize(spoken);

            made.then().statusCode(200).header("X-Cache", "MISS");
            assertThat(made.asByteArray()).isEqualTo(SPEECH);
            assertThat(Duration.between(before, clock.instant()))
                    .as("Redis is given up inside a caller's time")
                    .isLessThan(Duration.ofSeconds(8));
            when().get(made.header("Content-Location")).then().statusCode(200).header("X-Cache", "HIT");
            when().get(kept).then().statusCode(200).header("X-Cache", "HIT");
            when().get("/health").then().statusCode(200);
            when().get("/q/health/ready").then().statusCode(200);

            google.answers(serviceUnavailable());
            synthesize(spoken).then().statusCode(200);
            synthesize(text + " never said").then().statusCode(503).body("code", equalTo("TTS_UNAVAILABLE"));
            when().get("/api/tts/audio/ffffffffffffffffffffffffffffffff/en-US-Neural2-F/en-US")
                    .then()
                    .statusCode(503);
        } finally {
            stack.start("redis");
        }
        google.answers(Google.speech(SPEECH));
        await().untilAsserted(() -> {
            String after = "After Redis came back " + UUID.randomUUID();
            synthesize(after).then().statusCode(200);
            assertThat(redis.key().keys("tts:cache:*")).isNotEmpty();
            synthesize(after).then().header("X-Cache", "HIT");
        });
    }

    @Test
    void aFullRedisThatRefusesTheWriteStillLeavesTheCallerHisAudio() {
        double unkept = meters.counter("tts.cache.unkept").count();
        redis.execute("CONFIG", "SET", "maxmemory", "1");
        try {
            Response made = synthesize(text);

            made.then().statusCode(200).header("X-Cache", "MISS");
            assertThat(made.asByteArray()).isEqualTo(SPEECH);
            assertThat(meters.counter("tts.cache.unkept").count()).isEqualTo(unkept + 1);
        } finally {
            redis.execute("CONFIG", "SET", "maxmemory", "0");
        }
        synthesize(text).then().header("X-Cache", not(equalTo("HIT")));
        synthesize(text).then().header("X-Cache", equalTo("HIT"));
    }

    private static Response synthesize(String text) {
        return given().header("X-API-Key", "dev-operator-key")
                .contentType("application/json")
                .body(Map.of("text", text))
                .post("/api/tts/synthesize");
    }
}
