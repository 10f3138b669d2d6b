package io.carillon.webhook.languagemodel;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outside.ApiKey;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Circuits;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.call.Deadline;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Installations with settings of their own; what a caller notices is in InterpreterTest. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class LanguageModelTest {

    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final Optional<String> KEY = Optional.of("k");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    World world;

    @Inject
    Circuits circuits;

    @Inject
    Metrics metrics;

    @Inject
    Clock clock;

    @ConfigProperty(name = "OPENAI_URL")
    URI openAi;

    private record Settings(URI url, int timeout, Duration live) implements OpenAiSettings {

        @Override
        public Optional<String> key() {
            return KEY;
        }

        @Override
        public String model() {
            return "a-model";
        }

        @Override
        public Duration connect() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int parallel() {
            return 1;
        }
    }

    @BeforeEach
    void world() {
        world.reset();
    }

    @ParameterizedTest
    @CsvSource({
        // OPENAI_TIMEOUT, what a live answer may take, and what counts, in milliseconds
        "10000, 3000, 3000",
        "1500, 3000, 1500",
        "600000, 3000, 3000",
        "1, 3000, 1",
    })
    @Requirement("R-WEB-05")
    void theShorterOfTheTimeoutAndWhatALiveAnswerMayTakeCounts(int timeout, long live, long counts) {
        assertThat(new Settings(openAi, timeout, Duration.ofMillis(live)).answer())
                .isEqualTo(Duration.ofMillis(counts));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 600_001})
    @Requirement("R-WEB-05")
    void aTimeoutThatIsNoneIsToldAtTheStart(int timeout) {
        assertThatThrownBy(() -> new Settings(openAi, timeout, Duration.ofSeconds(4)).answer())
                .hasMessageContaining("OPENAI_TIMEOUT is " + timeout + "; expected milliseconds from 1 to 600000");
    }

    @Test
    @Requirement("R-WEB-05")
    void aModelThatTakesLongerThanOpenAiTimeoutIsGivenUp() {
        theModelAnswersAfter(9_000);

        assertThat(timed(model(300, Duration.ofSeconds(4), KEY), PATIENCE)).isLessThan(Duration.ofSeconds(4));
    }

    /** Half of what is left, to the end of the answer; where nothing is left nobody is asked. */
    @Test
    @Requirement("R-WEB-05")
    void theDeadlineOfWhoWaitsTravelsWithTheQuestion() {
        var model = model(10_000, Duration.ofSeconds(8), KEY);

        theModelAnswersAfter(9_000);
        assertThat(timed(model, Duration.ofMillis(600))).isLessThan(Duration.ofSeconds(4));
        world.openAi.register(post(urlPathEqualTo(COMPLETIONS))
                .willReturn(aResponse().withBody("{\"choices\":[]}").withChunkedDribbleDelay(5, 9_000)));
        assertThat(timed(model, Duration.ofMillis(600))).isLessThan(Duration.ofSeconds(4));

        world.openAi.resetRequests();
        timed(model, Duration.ZERO);
        world.openAi.verifyThat(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void whoHasLittleTimeLeftDoesNotMakeTheModelLookDown() {
        var model = model(1_000, Duration.ofSeconds(8), KEY);
        theModelAnswersAfter(300);
        for (int call = 0; call < 10; call++) {
            timed(model, Duration.ofMillis(100));
        }
        world.openAi.register(post(urlPathEqualTo(COMPLETIONS))
                .willReturn(aResponse()
                        .withBody("{\"choices\":[{\"message\":{\"content\":\"{\\\"meaning\\\":\\\"book\\\"}\"}}]}")));

        assertThat(model.choose("DEMO", Map.of("book", "wants one"), "squeeze me in", Deadline.in(PATIENCE, clock)))
                .contains("book");
    }

    @Test
    void withoutAKeyNobodyIsAsked() {
        timed(model(10_000, Duration.ofSeconds(1), Optional.empty()), PATIENCE);

        world.openAi.verifyThat(0, anyRequestedFor(anyUrl()));
    }

    private void theModelAnswersAfter(int milliseconds) {
        world.openAi.register(post(urlPathEqualTo(COMPLETIONS))
                .willReturn(aResponse().withFixedDelay(milliseconds).withStatus(200)));
    }

    /** How long it takes to hear that the model has nothing to say. */
    private Duration timed(LanguageModel model, Duration patience) {
        var begun = System.nanoTime();
        assertThat(model.choose("DEMO", Map.of("book", "wants one"), "squeeze me in", Deadline.in(patience, clock)))
                .isEmpty();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private LanguageModel model(int timeout, Duration live, Optional<String> key) {
        var settings = new Settings(openAi, timeout, live);
        var circuit = new Circuit("openai-" + System.nanoTime(), new Circuit.Limits(1, settings.answer()), circuits);
        return new LanguageModel(
                settings, new ApiKey("OPENAI_API_KEY", "dev-openai-key", key, true), circuit, metrics, clock);
    }
}
