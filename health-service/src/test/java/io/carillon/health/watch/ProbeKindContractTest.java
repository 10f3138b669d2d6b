package io.carillon.health.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.health.probe.CheckFactory;
import io.carillon.health.probe.CheckFactory.Prepared;
import io.carillon.health.probe.CheckResult;
import io.carillon.health.probe.Reason;
import io.carillon.runbook.pack.Probe;
import io.carillon.runbook.pack.ProbeAuth;
import io.carillon.runbook.pack.ProbeCommon;
import io.carillon.runbook.pack.ProbeTiming;
import io.carillon.runbook.pack.Setting;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What every kind of probe promises, whatever it talks to. */
class ProbeKindContractTest {

    private static final Duration LIMIT = Duration.ofMillis(700);

    enum Kind {
        HTTP,
        TCP,
        SQL,
        REDIS,
        KAFKA;

        Probe at(String host, int port) {
            var common = new ProbeCommon(
                    "some-" + name(), new ProbeTiming(Duration.ofSeconds(30), LIMIT, 1, 1), Optional.empty(), false);
            var address = host + ":" + port;
            return switch (this) {
                case HTTP ->
                    new Probe.Http(
                            common,
                            new Setting("http://" + address + "/"),
                            Map.of(),
                            new ProbeAuth.None(),
                            Set.of(200));
                case TCP -> new Probe.Tcp(common, new Setting(address));
                case SQL -> new Probe.Sql(common, new Setting("postgresql://u:p@" + address + "/d"), "SELECT 1");
                case REDIS -> new Probe.Redis(common, new Setting("redis://" + address));
                case KAFKA -> new Probe.Kafka(common, new Setting(address));
            };
        }
    }

    private static Vertx vertx;
    private static HttpClient http;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() throws ExecutionException, InterruptedException {
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @ParameterizedTest
    @EnumSource
    void where_nobody_listens_it_is_refused(Kind kind) throws IOException {
        int port;
        try (var briefly = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = briefly.getLocalPort();
        }
        assertThat(look(kind.at("127.0.0.1", port)).result()).isEqualTo(CheckResult.down(Reason.REFUSED));
    }

    /** TCP is left out: an accepted connection is all it asks for. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TCP")
    void what_accepts_and_never_answers_is_a_timeout_at_the_limit(Kind kind) throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var look = look(kind.at("127.0.0.1", silent.getLocalPort()));

            assertThat(look.result()).isEqualTo(CheckResult.down(Reason.TIMEOUT));
            assertThat(look.latency()).isBetween(LIMIT.minusMillis(50), LIMIT.plusMillis(500));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TCP")
    void what_hangs_up_is_told_apart_from_what_is_not_there(Kind kind) throws IOException {
        try (var rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUpOnAll(rude));

            var result = look(kind.at("127.0.0.1", rude.getLocalPort())).result();

            // Kafka's client tries again until its time is up, whatever the other side does.
            assertThat(result).isEqualTo(CheckResult.down(kind == Kind.KAFKA ? Reason.TIMEOUT : Reason.RESET));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_host_without_an_address_is_unresolved(Kind kind) {
        // RFC 6761: names under .invalid never resolve.
        assertThat(look(kind.at("nowhere.invalid", 4711)).result()).isEqualTo(CheckResult.down(Reason.UNRESOLVED));
    }

    @Test
    void what_needs_a_setting_that_is_not_there_is_off_and_names_it() {
        var probe = new Probe.Tcp(
                Kind.TCP.at("x", 1).common(), new Setting("${CARILLON_TEST_HOST}:${CARILLON_TEST_PORT:80}"));

        assertThat(prepare(probe)).isEqualTo(new Prepared.Unset(Set.of("CARILLON_TEST_HOST")));
    }

    @Test
    void an_address_that_is_none_is_unusable_and_is_not_repeated() {
        var secret = "not an address with s3cret";
        for (var probe : List.of(
                new Probe.Tcp(Kind.TCP.at("x", 1).common(), new Setting(secret)),
                new Probe.Sql(Kind.SQL.at("x", 1).common(), new Setting(secret), "SELECT 1"))) {
            assertThat(prepare(probe))
                    .isInstanceOfSatisfying(
                            Prepared.Unusable.class,
                            unusable -> assertThat(unusable.why()).doesNotContain("s3cret"));
        }
    }

    private static Prepared prepare(Probe probe) {
        return new CheckFactory(http, vertx, name -> null).prepare(probe);
    }

    private static ProbeState.Look look(Probe probe) {
        var ready = (Prepared.Ready) prepare(probe);
        try (var watched = new WatchedProbe(probe, ready.check(), Clock.systemUTC());
                var lookers = Executors.newVirtualThreadPerTaskExecutor()) {
            return lookers.submit(() -> watched.look().state().last()).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void hangUpOnAll(ServerSocket server) {
        try {
            while (!server.isClosed()) {
                server.accept().close();
            }
        } catch (IOException e) {
            // The test has closed the server.
            assertThat(server.isClosed()).isTrue();
        }
    }
}
