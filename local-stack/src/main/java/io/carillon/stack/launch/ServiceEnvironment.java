package io.carillon.stack.launch;

import io.carillon.stack.client.StandInSettings;
import io.carillon.stack.server.Servers;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of each service on this machine. Whatever the caller's environment sets, wins. */
final class ServiceEnvironment {

    private final Installation installation;
    private final Options options;

    ServiceEnvironment(Installation installation, Options options) {
        this.installation = installation;
        this.options = options;
    }

    /** Defaults for one replica, by their names in the environment. */
    Map<String, String> defaults(Service service, String replica) {
        var ports = installation.ports();
        var settings = new LinkedHashMap<String, String>();
        settings.put("CARILLON_ENV", "local");
        settings.put("CARILLON_BIND", "127.0.0.1");
        settings.put("KAFKA_BROKERS", "127.0.0.1:" + ports.kafka());
        settings.put("REDIS_URL", "redis://127.0.0.1:" + ports.redis());
        settings.put("PUBLIC_BASE_URL", installation.frontDoor());
        settings.put("CARILLON_SPEED", Integer.toString(options.speed()));
        options.pack().ifPresent(pack -> settings.put("CARILLON_PACK", pack));
        settings.putAll(StandInSettings.urls(installation.control()));
        settings.put("SMTP_PORT", Integer.toString(ports.smtp()));
        settings.putAll(StandInSettings.LOCAL_CREDENTIALS);
        for (var other : Service.values()) {
            settings.put(other.urlVariable(), installation.url(other.port(ports)));
        }
        settings.putAll(own(service, replica));
        return settings;
    }

    private Map<String, String> own(Service service, String replica) {
        var ports = installation.ports();
        var role = service.databaseRole();
        return switch (service) {
            case WEBHOOK ->
                Map.of(
                        "DATABASE_URL",
                        url(role, ports.postgres(), Servers.MAIN_DATABASE),
                        "JOBS_DATABASE_URL",
                        url("carillon_jobs", ports.postgres(), Servers.MAIN_DATABASE),
                        "MIGRATE_DATABASE_URL",
                        url("carillon_migrate", ports.postgres(), Servers.MAIN_DATABASE),
                        "CARILLON_SPOOL_DIR",
                        installation.data().resolve("spool").resolve(replica).toString());
            case BOOKING ->
                Map.of(
                        "DATABASE_URL",
                        url(role, ports.postgres(), Servers.MAIN_DATABASE),
                        "JOBS_DATABASE_URL",
                        url("carillon_jobs", ports.postgres(), Servers.MAIN_DATABASE),
                        "MIGRATE_DATABASE_URL",
                        url("carillon_migrate", ports.postgres(), Servers.MAIN_DATABASE));
            case TTS_CACHE, HEALTH -> Map.of("DATABASE_URL", url(role, ports.postgres(), Servers.MAIN_DATABASE));
            case ALERTING ->
                Map.of(
                        "ALERTING_DATABASE_URL",
                        url(role, ports.alertingPostgres(), Servers.ALERTING_DATABASE),
                        "ALERTING_MIGRATE_DATABASE_URL",
                        url("carillon_migrate", ports.alertingPostgres(), Servers.ALERTING_DATABASE),
                        "CARILLON_JOURNAL_DIR",
                        installation.data().resolve("journal").resolve(replica).toString());
        };
    }

    private static String url(String role, int port, String database) {
        return "postgresql://%s:dev@127.0.0.1:%d/%s".formatted(role, port, database);
    }
}
