package io.carillon.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigValue;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeedNamesTest {

    private record Given(Map<String, String> settings) implements ConfigSourceContext {
        @Override
        public ConfigValue getValue(String name) {
            var value = settings.get(name);
            return value == null
                    ? null
                    : ConfigValue.builder().withName(name).withValue(value).build();
        }

        @Override
        public List<String> getProfiles() {
            return List.of();
        }

        @Override
        public Iterator<String> iterateNames() {
            return settings.keySet().iterator();
        }
    }

    /** Each is a limit, so where both are set the smaller one holds. */
    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@h/d, , ",
        "postgresql://u:p@h/d, 7, 7",
        "postgresql://u:p@h/d?connection_limit=20, , 20",
        "postgresql://u:p@h/d?connection_limit=20, 7, 7",
        "postgresql://u:p@h/d?connection_limit=20, 70, 20",
        "postgresql://u:p@h/d?connection_limit=20, many, many",
    })
    @Requirement("R-PERF-18")
    void connectionLimitAndPoolMaxSetThePool(String url, String poolMax, String expected) {
        var settings = new java.util.HashMap<>(Map.of(SeedNames.HAS_DATABASE, "true", "DATABASE_URL", url));
        if (poolMax != null) {
            settings.put("DB_POOL_MAX", poolMax);
        }

        assertThat(translated(settings).get("quarkus.datasource.jdbc.max-size")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"postgresql://j:p@h/d?connection_limit=3, 3", "postgresql://j:p@h/d, "})
    @Requirement("R-PERF-18")
    void theJobsPoolHasItsOwnLimitAndDbPoolMaxIsTheCallers(String url, String expected) {
        var translated = translated(Map.of(
                SeedNames.HAS_DATABASE,
                "true",
                "carillon.database.jobs-setting",
                "JOBS_DATABASE_URL",
                "JOBS_DATABASE_URL",
                url,
                "DB_POOL_MAX",
                "7"));

        assertThat(translated.get("quarkus.datasource.jobs.jdbc.max-size")).isEqualTo(expected);
        assertThat(translated).containsEntry("quarkus.datasource.jdbc.max-size", "7");
    }

    private static Map<String, String> translated(Map<String, String> settings) {
        return new SeedNames()
                .getConfigSources(new Given(settings))
                .iterator()
                .next()
                .getProperties();
    }
}
