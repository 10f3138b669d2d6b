package io.carillon.health.probe;

import io.carillon.kit.config.DatabaseUrl;
import io.carillon.runbook.pack.Probe;
import io.carillon.runbook.pack.ProbeAuth;
import io.carillon.runbook.pack.Setting;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Turns a probe of the pack into the check that its kind asks for. */
public final class CheckFactory {

    private final HttpClient http;
    private final Vertx vertx;
    private final Function<String, @Nullable String> environment;

    /** @param environment the settings that the pack's addresses and credentials refer to */
    public CheckFactory(HttpClient http, Vertx vertx, Function<String, @Nullable String> environment) {
        this.http = http;
        this.vertx = vertx;
        this.environment = environment;
    }

    /** What became of a probe. */
    public sealed interface Prepared {
        record Ready(Check check) implements Prepared {}

        /** Settings it needs are not there: this installation does not use what it looks at. */
        record Unset(Set<String> settings) implements Prepared {}

        /** It cannot be looked at as the pack says; {@code why} never holds a setting's value. */
        record Unusable(String why) implements Prepared {}
    }

    public Prepared prepare(Probe probe) {
        var limit = probe.timing().timeout();
        try {
            return new Prepared.Ready(
                    switch (probe) {
                        case Probe.Http spec -> http(spec, limit);
                        case Probe.Tcp spec -> tcp(value(spec.address()), limit);
                        case Probe.Sql spec ->
                            new SqlCheck(
                                    new PostgresAddress(DatabaseUrl.parse("its url", value(spec.url()))),
                                    spec.query(),
                                    limit);
                        case Probe.Redis spec -> new RedisCheck(new RedisServer(vertx, value(spec.url())), limit);
                        case Probe.Kafka spec -> kafka(value(spec.brokers()), limit);
                        case Probe.Certificate _, Probe.Dns _, Probe.Heartbeat _ -> throw new NoSuchCheck(probe.kind());
                    });
        } catch (UnsetSetting e) {
            return new Prepared.Unset(e.names);
        } catch (NoSuchCheck e) {
            return new Prepared.Unusable("the kind " + e.getMessage() + " cannot be looked at by this release");
        } catch (IllegalArgumentException e) {
            return new Prepared.Unusable("its address or a header is malformed");
        }
    }

    private HttpCheck http(Probe.Http spec, Duration limit) {
        var request = HttpRequest.newBuilder(URI.create(value(spec.url())))
                .timeout(limit)
                .version(HttpClient.Version.HTTP_1_1)
                .GET();
        for (Map.Entry<String, Setting> header : spec.headers().entrySet()) {
            var value = value(header.getValue());
            if (!value.isEmpty()) {
                request.header(header.getKey(), value);
            }
        }
        authorization(spec.auth()).ifPresent(value -> request.header("Authorization", value));
        var expected = spec.expectedStatus();
        IntPredicate wanted = expected.isEmpty() ? status -> status / 100 == 2 : expected::contains;
        return new HttpCheck(http, request.build(), limit, wanted);
    }

    private Optional<String> authorization(ProbeAuth auth) {
        return switch (auth) {
            case ProbeAuth.None _ -> Optional.empty();
            case ProbeAuth.Bearer(var token) ->
                Optional.of(value(token)).filter(t -> !t.isEmpty()).map(t -> "Bearer " + t);
            case ProbeAuth.Basic(var user, var password) -> {
                var pair = (value(user) + ":" + value(password)).getBytes(StandardCharsets.UTF_8);
                yield Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
            }
        };
    }

    private static KafkaCheck kafka(String brokers, Duration limit) {
        List<TcpCheck> doors = new ArrayList<>();
        for (var broker : brokers.split(",")) {
            doors.add(tcp(broker.strip(), limit));
        }
        return new KafkaCheck(brokers, doors, limit);
    }

    private static TcpCheck tcp(String address, Duration limit) {
        var colon = address.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("an address reads host:port");
        }
        return new TcpCheck(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), limit);
    }

    private String value(Setting setting) {
        return switch (setting.resolve(environment)) {
            case Setting.Resolved(var value) -> value;
            case Setting.Missing(var names) -> throw new UnsetSetting(names);
        };
    }

    private static final class UnsetSetting extends RuntimeException {
        private final transient Set<String> names;

        UnsetSetting(Set<String> names) {
            this.names = names;
        }
    }

    private static final class NoSuchCheck extends RuntimeException {
        NoSuchCheck(String kind) {
            super(kind);
        }
    }
}
