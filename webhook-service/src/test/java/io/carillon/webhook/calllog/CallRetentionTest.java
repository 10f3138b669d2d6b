package io.carillon.webhook.calllog;

import static io.carillon.webhook.delivery.Callbacks.newCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.kit.retention.RetentionSweep;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.Tables;
import io.carillon.webhook.delivery.Callbacks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class CallRetentionTest {

    @Inject
    RetentionSweep sweep;

    @Inject
    Callbacks callbacks;

    @BeforeEach
    void tables() {
        callbacks.tablesAreThere();
    }

    /** The class "call log" of the design's section 9. */
    @Test
    void aCallGoesAfterFourHundredDaysWithWhatWasPromisedOnIt() {
        var call = newCall();
        for (int days : new int[] {399, 401}) {
            Tables.sql("""
                    insert into patient_call_logs (call_id, provider, started_at, created_at)
                    select ?, 'twilio', at, at from (select now() - make_interval(days => ?) as at) moment""", call + "-" + days, days);
            Tables.sql("""
                    insert into call_promises (appointment_id, call_id, start_time, promised_at, kept_at)
                    select ?, ?, at, at, at from (select now() - make_interval(days => ?) as at) moment""", call + "-" + days, call, days);
        }
        for (int days : new int[] {7, 9}) {
            Tables.sql("""
                    insert into call_appointments (appointment_id, call_id, seen_at)
                    values (?, ?, now() - make_interval(days => ?))""", call + "-" + days, call, days);
        }

        sweep.sweep();

        assertThat(Tables.rows("select call_id from patient_call_logs where call_id like ?", call + "-%"))
                .containsExactly(call + "-399");
        assertThat(Tables.rows("select appointment_id from call_promises where call_id = ?", call))
                .containsExactly(call + "-399");
        assertThat(Tables.rows("select appointment_id from call_appointments where call_id = ?", call))
                .containsExactly(call + "-7");
    }
}
