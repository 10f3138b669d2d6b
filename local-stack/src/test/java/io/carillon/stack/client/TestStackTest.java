package io.carillon.stack.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.stack.SharedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestStackTest {

    @Test
    void aSecondModuleSharesTheServersAndHasItsOwnDatabaseAndTopics() {
        var first = SharedStack.STACK;
        var second = TestStack.attach("neighbour");

        assertThat(second.kafka()).isEqualTo(first.kafka());
        assertThat(second.redisUrl()).isEqualTo(first.redisUrl());
        assertThat(second.topicPrefix()).isEqualTo("neighbour.");
        assertThat(second.databaseUrl("carillon")).endsWith("/neighbour");
        assertThat(first.databaseUrl("carillon")).endsWith("/localstack");
    }

    @Test
    void aNameThatIsNoTenantIsRefused() {
        assertThatThrownBy(() -> TestStack.attach("No-Tenant"))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("400");
    }

    @Test
    void theEnvironmentNamesEverySettingOfAService() {
        assertThat(SharedStack.STACK.environment())
                .containsEntry("CARILLON_ENV", "local")
                .containsEntry("TWILIO_AUTH_TOKEN", "dev-twilio-token")
                .containsKeys(
                        "KAFKA_BROKERS",
                        "CARILLON_TOPIC_PREFIX",
                        "DATABASE_URL",
                        "JOBS_DATABASE_URL",
                        "MIGRATE_DATABASE_URL",
                        "ALERTING_DATABASE_URL",
                        "REDIS_URL",
                        "PUBLIC_BASE_URL",
                        "TWILIO_API_URL",
                        "SLACK_WEBHOOK_URL",
                        "PAGERDUTY_EVENTS_URL",
                        "BOOKING_URL");
    }

    /** Services have this package on their class path and nothing else of the stack's dependencies. */
    @Test
    void theClientHoldsClassesOfTheJdkOnly() throws IOException {
        var sources =
                Path.of(System.getProperty("carillon.root")).resolve("local-stack/src/main/java/io/carillon/stack");
        // What it borrows of ours has to be as plain.
        var borrowed = List.of(
                sources.resolve("server/Ports.java"),
                sources.resolve("server/Databases.java"),
                sources.resolve("server/ServerFailure.java"));
        try (Stream<Path> own = Files.list(sources.resolve("client"))) {
            var imports = Stream.concat(own, borrowed.stream())
                    .flatMap(TestStackTest::imports)
                    .distinct()
                    .toList();
            assertThat(imports)
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("java.")
                            || name.startsWith("org.jspecify.")
                            || name.equals("io.carillon.stack.server.Ports;")
                            || name.equals("io.carillon.stack.server.Databases;"));
        }
    }

    private static Stream<String> imports(Path file) {
        try {
            return List.copyOf(Files.readAllLines(file)).stream()
                    .filter(line -> line.startsWith("import "))
                    .map(line -> line.substring("import ".length()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
