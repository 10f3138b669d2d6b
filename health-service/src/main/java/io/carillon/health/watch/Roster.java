package io.carillon.health.watch;

import io.carillon.health.probe.CheckFactory;
import io.carillon.health.probe.CheckFactory.Prepared;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Probe;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Which of the pack's probes are looked at in this installation, and which are off because their settings are unset. */
@Singleton
class Roster {

    private static final Logger LOG = Logger.getLogger(Roster.class);

    // Shared: its connections are per host, and probes run one at a time each. A redirect is an answer, not a way.
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final List<WatchedProbe> watched = new ArrayList<>();
    private final List<Probe> off = new ArrayList<>();

    Roster(Pack pack, Vertx vertx, Config config, Clock clock) {
        var checks = new CheckFactory(
                http, vertx, name -> config.getOptionalValue(name, String.class).orElse(null));
        var problems = new ArrayList<String>();
        for (var probe : pack.probes()) {
            switch (checks.prepare(probe)) {
                case Prepared.Ready(var check) -> watched.add(new WatchedProbe(probe, check, clock));
                case Prepared.Unusable(var why) ->
                    problems.add("pack %s, probe %s: %s".formatted(pack.name(), probe.id(), why));
                case Prepared.Unset(var settings) -> {
                    if (probe.required()) {
                        problems.add("pack %s, probe %s is required and needs %s, which is not set"
                                .formatted(pack.name(), probe.id(), String.join(", ", settings)));
                    } else {
                        LOG.warnf("probe %s is off: %s not set", probe.id(), String.join(", ", settings));
                        off.add(probe);
                    }
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), problems));
        }
    }

    List<WatchedProbe> watched() {
        return watched;
    }

    List<Probe> off() {
        return off;
    }

    @PreDestroy
    void close() {
        watched.forEach(WatchedProbe::close);
        http.shutdownNow();
    }
}
