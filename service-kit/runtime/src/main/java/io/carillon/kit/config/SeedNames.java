package io.carillon.kit.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Translates the settings that operators know (R-OPS-02: {@code DATABASE_URL}, {@code REDIS_URL} …) into Quarkus' own
 * names. A Quarkus name that is set from outside still wins.
 */
public class SeedNames implements ConfigSourceFactory {

    /** Above application.properties (250), below environment variables (300). */
    private static final int ORDINAL = 275;

    /** Set by the build for services that have a connection pool, see the extension's build steps. */
    public static final String HAS_DATABASE = "carillon.kit.has-database";

    public static final String HAS_REDIS = "carillon.kit.has-redis";

    private static final String CALLERS_MAX = "quarkus.datasource.jdbc.max-size";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var translated = new LinkedHashMap<String, String>();
        copy(context, "CARILLON_PORT", translated, "quarkus.http.port");
        copy(context, "CARILLON_BIND", translated, "quarkus.http.host");
        copy(context, "KAFKA_BROKERS", translated, "kafka.bootstrap.servers");
        if (flag(context, HAS_REDIS)) {
            copy(context, "REDIS_URL", translated, "quarkus.redis.hosts");
        }
        if (flag(context, HAS_DATABASE)) {
            database(context, translated);
        }
        return List.of(new PropertiesConfigSource(translated, "carillon seed names", ORDINAL));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }

    private static void database(ConfigSourceContext context, Map<String, String> translated) {
        var own = value(context, "carillon.database.setting").orElse("DATABASE_URL");
        connections(context, own, "quarkus.datasource", translated);
        // Only a service that works over all clinics names this one: it has a second pool, under a role of its own.
        value(context, "carillon.database.jobs-setting")
                .ifPresent(jobs -> connections(context, jobs, "quarkus.datasource.jobs", translated));
        var migrate = value(context, "carillon.database.migrate-setting").orElse("MIGRATE_DATABASE_URL");
        value(context, migrate).map(url -> DatabaseUrl.parse(migrate, url)).ifPresent(url -> {
            translated.put("quarkus.flyway.jdbc-url", url.jdbcUrl());
            putIfPresent(translated, "quarkus.flyway.username", url.user());
            putIfPresent(translated, "quarkus.flyway.password", url.password());
        });
        value(context, "DB_POOL_MAX").ifPresent(max -> translated.merge(CALLERS_MAX, max, SeedNames::smaller));
    }

    /** Two limits hold both. What is no number is for Quarkus to refuse, by its name. */
    private static String smaller(String one, String other) {
        return other.matches("[0-9]{1,4}") && Integer.parseInt(other) > Integer.parseInt(one) ? one : other;
    }

    private static void connections(
            ConfigSourceContext context, String setting, String datasource, Map<String, String> translated) {
        value(context, setting).map(url -> DatabaseUrl.parse(setting, url)).ifPresent(url -> {
            translated.put(datasource + ".jdbc.url", url.jdbcUrl());
            putIfPresent(translated, datasource + ".username", url.user());
            putIfPresent(translated, datasource + ".password", url.password());
            var limit = url.connectionLimit();
            putIfPresent(translated, datasource + ".jdbc.max-size", limit == null ? null : limit.toString());
        });
    }

    private static void putIfPresent(Map<String, String> translated, String name, @Nullable String value) {
        if (value != null) {
            translated.put(name, value);
        }
    }

    private static boolean flag(ConfigSourceContext context, String name) {
        return value(context, name).filter("true"::equals).isPresent();
    }

    private static void copy(ConfigSourceContext context, String from, Map<String, String> translated, String to) {
        value(context, from).ifPresent(value -> translated.put(to, value));
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        var value = context.getValue(name);
        return value == null
                ? Optional.empty()
                : Optional.ofNullable(value.getValue()).filter(v -> !v.isBlank());
    }
}
