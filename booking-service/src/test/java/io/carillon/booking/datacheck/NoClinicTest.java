package io.carillon.booking.datacheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.Platform;
import io.carillon.traceability.Requirement;
import org.junit.jupiter.api.Test;

class NoClinicTest {

    /** Whatever service they are of: a row that may have no clinic by its table is no fault for having none. */
    @Test
    @Requirement("R-BOOK-26")
    void tablesWhoseRowsMayHaveNoClinicAreNotLookedThroughForRowsWithout() {
        try (var platform = Platform.create("noclinic")) {
            assertThat(platform.rows("""
                            select c.table_name from information_schema.columns c
                            join information_schema.tables t using (table_schema, table_name)
                            where c.table_schema = 'public' and c.column_name = 'org_id' and c.is_nullable = 'YES'
                              and t.table_type = 'BASE TABLE'
                            """)).containsExactlyInAnyOrderElementsOf(FaultCatalog.MAY_HAVE_NONE);
        }
    }
}
