package io.carillon.kit.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** What a service says of its database, {@code carillon.database.*}; in application.properties, not by operators. */
@ConfigMapping(prefix = "carillon.database")
interface DatabaseSettings {

    /** Whether the service hangs on it: not ready without, and ended when its tables cannot be made. */
    @WithDefault("true")
    boolean required();

    /** Name of the setting that has the service's own connections; read by {@code SeedNames}, before any bean is. */
    @WithDefault("DATABASE_URL")
    String setting();

    /** As {@link #setting}, for work over all clinics. */
    @WithName("jobs-setting")
    Optional<String> jobsSetting();

    /** As {@link #setting}, for migrations. */
    @WithName("migrate-setting")
    @WithDefault("MIGRATE_DATABASE_URL")
    String migrateSetting();
}
