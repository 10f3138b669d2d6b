package io.carillon.kit.database;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.carillon.kit.database.DatabaseUnavailableException.Reason;
import io.carillon.stack.client.ScratchDatabase;
import io.carillon.traceability.Requirement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConnectionPoolTest {

    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    @Test
    @Timeout(20)
    @Requirement("R-PERF-18")
    void ofTenSlowCallsTwoAreServedAndTheOthersAreToldThatThePoolIsExhausted() throws SQLException {
        try (var scratch = ScratchDatabase.create("databasekit", "pool");
                var source = pool(scratch, 2)) {
            var pool = new ConnectionPool(source, "callers", 1_000);

            var calls = IntStream.range(0, 10)
                    .mapToObj(call -> CompletableFuture.supplyAsync(() -> outcome(pool), THREADS))
                    .toList();

            assertThat(calls.stream().map(CompletableFuture::join).collect(groupingBy(identity(), counting())))
                    .containsOnly(entry("served", 2L), entry("503 Connection pool exhausted", 8L));
            assertThat(pool.max()).isEqualTo(2);
            assertThat(pool.waiting()).isZero();
            assertThat(outcome(pool)).as("afterwards").isEqualTo("served");
        }
    }

    private static String outcome(ConnectionPool pool) {
        try {
            return pool.lend(ConnectionPoolTest::slow) ? "served" : "nothing";
        } catch (DatabaseUnavailableException e) {
            return e.reason() == Reason.POOL_EXHAUSTED
                    ? "%d %s".formatted(e.status(), e.title())
                    : e.reason().name();
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Longer than anybody waits for a connection here. */
    private static boolean slow(Connection connection) throws SQLException {
        try (var select = connection.createStatement()) {
            return select.execute("select pg_sleep(1.5)");
        }
    }

    private static AgroalDataSource pool(ScratchDatabase scratch, int size) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .metricsEnabled()
                .connectionPoolConfiguration(pool -> pool.maxSize(size)
                        .acquisitionTimeout(Duration.ofMillis(500))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(scratch.url())
                                .principal(new NamePrincipal("carillon_booking"))
                                .credential(new SimplePassword("dev")))));
    }
}
