package io.carillon.bench.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlansTest {

    private static final List<String> LOG = """
            2026-11-21 06:00:00 UTC [1] LOG:  checkpoint starting: time
            2026-11-21 06:00:00 UTC [2] LOG:  duration: 0.052 ms  plan:
            \t{
            \t  "Query Text": "select 1\\nfrom appointments",
            \t  "Plan": { "Node Type": "Limit", "Plans": [
            \t    { "Node Type": "Seq Scan", "Relation Name": "appointments" },
            \t    { "Node Type": "Index Scan", "Relation Name": "contacts", "Index Name": "contacts_pkey" } ] }
            \t}
            2026-11-21 06:00:00 UTC [2] LOG:  duration: 0.052 ms  plan:
            \t{
            \t  "Query Text": "insert into outbox",
            \t  "Plan": { "Node Type": "ModifyTable" }
            \t}
            """.lines().toList();

    @Test
    void theWaysToATableAreReadOutOfTheLog() throws IOException {
        assertThat(Plans.parse(LOG).byStatement())
                .containsEntry(
                        "select 1 from appointments",
                        Set.of("Seq Scan on appointments", "Index Scan using contacts_pkey on contacts"))
                .containsEntry("insert into outbox", Set.of());
    }

    @Test
    void aScanOfALargeTableIsFoundAndOneOfASmallTableIsNot() throws IOException {
        var plans = Plans.parse(LOG);

        assertThat(plans.scansOf(List.of("appointments", "contacts"))).containsExactly("select 1 from appointments");
        assertThat(plans.scansOf(List.of("contacts"))).isEmpty();
    }
}
