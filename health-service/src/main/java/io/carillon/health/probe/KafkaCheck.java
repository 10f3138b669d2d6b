package io.carillon.health.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * Kind {@code kafka}: the cluster describes itself. Kafka's client never says "refused", it only runs out of time, so a
 * plain connection is tried first; that also makes a stopped broker known at once.
 */
final class KafkaCheck implements Check {

    private final String brokers;
    private final List<TcpCheck> doors;
    private final Duration limit;
    private @Nullable Admin admin;

    KafkaCheck(String brokers, List<TcpCheck> doors, Duration limit) {
        this.brokers = brokers;
        this.doors = List.copyOf(doors);
        this.limit = limit;
    }

    @Override
    public CheckResult run() throws InterruptedException {
        var door = anyOpen();
        return door instanceof CheckResult.Down ? door : describe();
    }

    private CheckResult anyOpen() {
        CheckResult last = CheckResult.down(Reason.UNRESOLVED);
        for (var door : doors) {
            last = door.run();
            if (last instanceof CheckResult.Up) {
                return last;
            }
        }
        return last;
    }

    private CheckResult describe() throws InterruptedException {
        try {
            var options = new DescribeClusterOptions().timeoutMs(Math.toIntExact(limit.toMillis()));
            var nodes = admin().describeCluster(options).nodes().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return nodes.isEmpty() ? CheckResult.down(Reason.UNEXPECTED_ANSWER) : CheckResult.UP;
        } catch (TimeoutException e) {
            return CheckResult.down(Reason.TIMEOUT);
        } catch (ExecutionException e) {
            return CheckResult.down(
                    switch (e.getCause()) {
                        case SslAuthenticationException _ -> Reason.TLS;
                        case AuthenticationException _ -> Reason.UNAUTHORIZED;
                        case AuthorizationException _ -> Reason.FORBIDDEN;
                        case org.apache.kafka.common.errors.TimeoutException _ -> Reason.TIMEOUT;
                        case null, default -> Reason.UNEXPECTED_ANSWER;
                    });
        }
    }

    /** Made at the first use and kept: a client a check would start and end a thread each time. */
    private Admin admin() {
        var current = admin;
        if (current == null) {
            var millis = Math.toIntExact(limit.toMillis());
            current = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                    AdminClientConfig.CLIENT_ID_CONFIG, "carillon-probe",
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L));
            admin = current;
        }
        return current;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
