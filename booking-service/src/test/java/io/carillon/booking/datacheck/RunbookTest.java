package io.carillon.booking.datacheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.StackResource;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The runbook shows the queries that run, word for word, so that somebody with psql finds what the check found. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class RunbookTest {

    private static final Path PAGE = Path.of(System.getProperty("carillon.root"), "docs", "runbooks", "data-checks.md");

    @Inject
    FaultCatalog catalog;

    @Test
    @Requirement("R-BOOK-26")
    void everyFaultIsThereWithItsQuery() throws IOException {
        var page = Files.readString(PAGE);

        for (var check : Check.values()) {
            assertThat(page).contains("## " + check.word() + "\n");
            for (var fault : catalog.of(check)) {
                assertThat(page)
                        .as("%s: %s", check.word(), fault.name())
                        .contains("`" + fault.name() + "`")
                        .contains("```sql\n" + shown(fault) + "```");
            }
        }
    }

    /** Queries that run for every table are shown for contacts. */
    private static String shown(Fault fault) {
        return fault.search() instanceof ClinicSearch
                ? fault.search().sql().formatted("contacts", "t.id")
                : fault.search().sql();
    }
}
