package io.carillon.booking;

import io.carillon.stack.client.ScratchDatabase;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A database of a test's own with the tables of all services, as their migrations make them. */
public final class Platform {

    private static final List<String> SERVICES = List.of("booking", "webhook");

    private Platform() {}

    /** @param name as {@link ScratchDatabase#create} has it */
    public static ScratchDatabase create(String name) {
        var scratch = ScratchDatabase.create("booking", name);
        for (var service : SERVICES) {
            Flyway.configure()
                    .dataSource(scratch.url(), "carillon_migrate", "dev")
                    .locations("filesystem:%s/%s-service/src/main/resources/db/migration"
                            .formatted(System.getProperty("carillon.root"), service))
                    .table("flyway_" + service)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
        return scratch;
    }
}
