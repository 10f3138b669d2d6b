package io.carillon.booking;

import io.carillon.stack.client.TestStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Real Kafka and PostgreSQL under the tenant {@code booking}. */
public class StackResource implements QuarkusTestResourceLifecycleManager {

    private static volatile TestStack stack;

    /** The stack of this run; there is one as soon as the service runs. */
    public static TestStack stack() {
        return stack;
    }

    @Override
    public Map<String, String> start() {
        stack = TestStack.attach("booking");
        var settings = new HashMap<>(stack.environment());
        settings.put("carillon.clinics.look", "500ms");
        settings.put("carillon.datacheck.look", "1s");
        settings.put("carillon.calendar.look", "200ms");
        settings.put("carillon.calendar.batch", "5");
        settings.put("carillon.calendar.first-pause", "200ms");
        settings.put("carillon.calendar.longest-pause", "2s");
        settings.put("carillon.calendar.answer", "1500ms");
        settings.put("carillon.calendar.gauges", "500ms");
        // There once a test has made it; unreachable before.
        settings.put("carillon.recovery.copy-url", Fixture.jdbcUrl("scratch_booking_copy"));
        return settings;
    }

    @Override
    public void stop() {
        // The stack ends with this JVM.
    }
}
