package io.carillon.ttscache.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.kit.metrics.Metrics;
import io.carillon.traceability.Requirement;
import io.carillon.ttscache.entry.Mp3;
import io.carillon.ttscache.entry.Utterance;
import io.carillon.ttscache.entry.Voice;
import io.carillon.ttscache.synthesis.Servers;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class AudioStoreTest {
    private static final String FINGERPRINT = "f";
    private static final Mp3 AUDIO = Mp3.read(new byte[] {'I', 'D', '3', 4}).orElseThrow();

    @Inject
    Redis redis;

    @Inject
    Metrics metrics;

    @Inject
    @RedisClientName("tts")
    RedisDataSource data;

    private final Utterance utterance = new Utterance("Kept " + UUID.randomUUID(), new Voice("v", "en"));

    @Test
    @Requirement("R-TTS-04")
    void keepsAsLongAsItIsTold() {
        store(Map.of()).keep(utterance, AUDIO, FINGERPRINT);
        assertThat(millisLeft(utterance.key().audio())).isCloseTo(604_800_000L, Offset.offset(1_000L));

        store(Map.of("carillon.tts.store.ttl", "P60D")).keep(utterance, AUDIO, FINGERPRINT);
        assertThat(millisLeft(utterance.key().audio())).isCloseTo(5_184_000_000L, Offset.offset(1_000L));
        assertThat(millisLeft(utterance.key().text()))
                .as("the text outlives the audio")
                .isGreaterThan(5_183_000_000L);
    }

    @Test
    void anEntryWithoutItsFingerprintIsOfUnknownMake() {
        AudioStore store = store(Map.of());
        store.keep(utterance, AUDIO, FINGERPRINT);
        assertThat(store.find(utterance.key(), FINGERPRINT)).isInstanceOf(Lookup.Hit.class);

        data.key().del(utterance.key().settings());

        assertThat(store.find(utterance.key(), FINGERPRINT)).isInstanceOf(Lookup.Miss.class);
    }

    @Test
    void aValueOfAnotherTypeIsAMissAndReplaced() {
        AudioStore store = store(Map.of());
        data.list(String.class).lpush(utterance.key().audio(), "somebody's list");

        assertThat(store.find(utterance.key(), FINGERPRINT)).isInstanceOf(Lookup.Miss.class);
        store.keep(utterance, AUDIO, FINGERPRINT);
        assertThat(store.find(utterance.key(), FINGERPRINT)).isInstanceOf(Lookup.Hit.class);
    }

    private long millisLeft(String key) {
        return data.key().pttl(key);
    }

    private AudioStore store(Map<String, String> changed) {
        return new AudioStore(redis, settings(changed), metrics);
    }

    private static StoreSettings settings(Map<String, String> changed) {
        return new SmallRyeConfigBuilder()
                .withMapping(StoreSettings.class)
                .withDefaultValues(changed)
                .build()
                .getConfigMapping(StoreSettings.class);
    }
}
