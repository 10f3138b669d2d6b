package io.carillon.webhook.delivery;

import static io.carillon.webhook.delivery.Callbacks.newCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.kit.retention.RetentionSweep;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.Tables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class RetentionTest {

    @Inject
    RetentionSweep sweep;

    @Inject
    Callbacks callbacks;

    @BeforeEach
    void tables() {
        callbacks.tablesAreThere();
    }

    /** A job that is completed outlives the week for which Kafka may hand its event over again. */
    @Test
    void jobsGoWhenTheirTimeIsOverAndNoneThatIsStillToBeDone() {
        var call = newCall();
        row(call, "completed", 7, false);
        row(call, "completed", 9, false);
        row(call, "failed", 29, true);
        row(call, "failed", 31, true);
        row(call, "dead", 31, true);
        Tables.sql("""
                insert into webhook_delivery_log (ce_id, provider, event, call_id, status, accepted_at, due_at, ce_type, payload,
                                                  created_at)
                values (?, 'twilio', 'test', ?, 'delayed', now(), now() + interval '1 day', 'none', '{}',
                        now() - interval '90 days')""", call + "-open", call);

        sweep.sweep();

        assertThat(Tables.rows("select ce_id from webhook_delivery_log where call_id = ?", call))
                .containsExactlyInAnyOrder(call + "-completed-7", call + "-failed-29", call + "-open");
    }

    private static void row(String call, String status, int daysAgo, boolean over) {
        Tables.sql("""
                insert into webhook_delivery_log (ce_id, provider, event, call_id, status, accepted_at, died_at, created_at)
                select ?, 'twilio', 'test', ?, ?, at, case when ? then at end, at
                from (select now() - make_interval(days => ?) as at) moment""", call + "-" + status + "-" + daysAgo, call, status, over, daysAgo);
    }
}
