package io.carillon.ttscache.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.retry.Pauses;
import io.carillon.traceability.Requirement;
import io.carillon.ttscache.entry.Utterance;
import io.carillon.ttscache.entry.Voice;
import io.carillon.ttscache.store.AudioStore;
import io.carillon.ttscache.store.Turns;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several replicas on one Redis: each has its own flights, as if it were its own process. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReplicasTest {
    @Inject
    AudioStore store;

    @Inject
    Turns turns;

    @Inject
    SpeechProvider provider;

    @Inject
    Pauses pauses;

    @Inject
    Clock clock;

    @Inject
    RandomGenerator random;

    @Inject
    Metrics metrics;

    @Inject
    @RedisClientName("tts")
    RedisDataSource redis;

    @ConfigProperty(name = Servers.GOOGLE_PORT)
    int googlePort;

    private final Utterance utterance =
            new Utterance("From anywhere " + UUID.randomUUID(), new Voice("en-US-Neural2-F", "en-US"));
    private Google google;

    @BeforeEach
    void aGoogleThatSpeaks() {
        google = new Google(googlePort).answers(Google.speech(Google.mp3(3)));
    }

    @Test
    @Requirement("R-TTS-06")
    void aHundredRequestsOverFourReplicasAreOneCallToTheProvider() throws Exception {
        google.answers(Google.speech(Google.mp3(3)).withFixedDelay(400));
        List<Synthesizer> replicas =
                List.of(replica(Map.of()), replica(Map.of()), replica(Map.of()), replica(Map.of()));
        List<Future<Spoken>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                Synthesizer replica = replicas.get(i % replicas.size());
                answers.add(threads.submit(() -> replica.speak(utterance)));
            }
        }

        for (Future<Spoken> answer : answers) {
            assertThat(answer.get()).isInstanceOfAny(Spoken.Made.class, Spoken.Cached.class);
        }
        assertThat(google.calls()).hasSize(1);
    }

    @Test
    void aReplicaThatDiedWithTheTurnHoldsNobodyUpForLong() {
        redis.value(String.class).setex(utterance.key().lock(), 60, "a replica that is gone");
        Synthesizer replica =
                replica(Map.of("carillon.tts.synthesis.budget", "PT0.5S", "carillon.tts.synthesis.attempt", "PT0.3S"));

        assertThat(replica.speak(utterance)).isInstanceOf(Spoken.Made.class);
        assertThat(redis.value(String.class).get(utterance.key().lock()))
                .as("what is another's is not given back")
                .isEqualTo("a replica that is gone");
    }

    @Test
    @Requirement("R-TTS-07")
    void changedSettingsAreHeardAtTheNextRequest() {
        assertThat(replica(Map.of()).speak(utterance)).isInstanceOf(Spoken.Made.class);
        Synthesizer higher = replica(Map.of("carillon.tts.synthesis.pitch", "2.0"));
        google.answers(Google.speech(Google.mp3(4)));

        assertThat(higher.speak(utterance)).isInstanceOf(Spoken.Made.class);
        assertThat(higher.speak(utterance))
                .isInstanceOfSatisfying(
                        Spoken.Cached.class,
                        cached -> assertThat(cached.audio().bytes()).isEqualTo(Google.mp3(4)));
        assertThat(google.calls().getLast().getBodyAsString()).contains("\"pitch\":2.0");
        assertThat(replica(Map.of()).speak(utterance)).as("and back").isInstanceOf(Spoken.Made.class);
    }

    private Synthesizer replica(Map<String, String> changed) {
        SynthesisSettings settings = new SmallRyeConfigBuilder()
                .withMapping(SynthesisSettings.class)
                .withDefaultValues(changed)
                .build()
                .getConfigMapping(SynthesisSettings.class);
        return new Synthesizer(store, turns, provider, settings, pauses, clock, random, metrics);
    }
}
