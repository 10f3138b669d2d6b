package io.carillon.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class AnswerClaimsTest {

    private static final String ANSWER = "carillon:webhook:answer:";

    @Inject
    AnswerClaims claims;

    @Inject
    RedisDataSource redis;

    @Inject
    Vertx vertx;

    @Inject
    World world;

    @AfterEach
    void redisRunsAgain() {
        world.stack.start("redis");
        var probe = answer("probe");
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            var key = key();
            settled(claims.claim(key, probe));
            return settled(claims.claim(key, answer("other"))).equals("probe");
        });
    }

    @Test
    @Requirement("R-WEB-06")
    void whoeverWasAnsweredElsewhereGetsThatAnswer() {
        var key = key();

        assertThat(settled(claims.claim(key, answer("first")))).isEqualTo("first");
        assertThat(settled(claims.claim(key, answer("second")))).isEqualTo("first");
    }

    @Test
    void claimsOfOneTurnAreSettledEachByItsOwnKey() {
        // Given every third of 100 was answered before
        var keys = new ArrayList<ReplayKey>();
        for (int i = 0; i < 100; i++) {
            keys.add(key());
            if (i % 3 == 0) {
                settled(claims.claim(keys.get(i), answer("before " + i)));
            }
        }

        // When all of them come up in one turn of an event loop
        var results = new CompletableFuture<List<CompletionStage<Answer>>>();
        vertx.getOrCreateContext()
                .runOnContext(turn -> results.complete(keys.stream()
                        .map(key -> claims.claim(key, answer("now")))
                        .toList()));

        // Then
        var settled = results.orTimeout(10, TimeUnit.SECONDS).join();
        for (int i = 0; i < 100; i++) {
            assertThat(settled(settled.get(i))).isEqualTo(i % 3 == 0 ? "before " + i : "now");
        }
    }

    @Test
    @Requirement("R-WEB-06")
    void aLongAnswerIsKeptOnceAndStillSaidAgainWordForWord() {
        var greeting = answer("Good morning. ".repeat(40));
        var one = key();
        var other = key();

        settled(claims.claim(one, greeting));
        settled(claims.claim(other, greeting));

        var kept = redis.value(String.class).mget(ANSWER + one, ANSWER + other).values();
        assertThat(kept).hasSize(2).allMatch(reference -> reference.startsWith("=") && reference.length() < 64);
        assertThat(new HashSet<>(kept)).as("one text for both").hasSize(1);
        assertThat(settled(claims.claim(one, answer("Good evening. ".repeat(40)))))
                .startsWith("Good morning.");
        assertThat(settled(claims.claim(one, answer("short")))).startsWith("Good morning.");
        assertThat(settled(claims.claim(other, greeting))).startsWith("Good morning.");
    }

    @Test
    void aTextThatRedisHasLostIsAnsweredAsItWouldBeNow() {
        var key = key();
        settled(claims.claim(key, answer("Lost. ".repeat(40))));
        var reference = redis.value(String.class).get(ANSWER + key);

        redis.key().del("carillon:webhook:text:" + reference);

        assertThat(settled(claims.claim(key, answer("Now. ".repeat(40))))).startsWith("Now.");
    }

    @Test
    @Requirement("R-WEB-04")
    void withoutRedisEachIsAnsweredAsIfItWereTheFirst() {
        world.stack.stop("redis");

        for (int i = 0; i < 50; i++) {
            assertThat(settled(claims.claim(key(), answer("now")))).isEqualTo("now");
        }
    }

    private static ReplayKey key() {
        return ReplayKey.ofBody("POST", "/x", UUID.randomUUID().toString().getBytes(UTF_8), null);
    }

    private static Answer answer(String text) {
        return new Answer(200, "text/xml", text.getBytes(UTF_8));
    }

    private static String settled(CompletionStage<Answer> claim) {
        var answer = claim.toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
        return new String(answer.body(), UTF_8);
    }
}
