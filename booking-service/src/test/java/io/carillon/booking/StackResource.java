package io.carillon.booking;

import io.carillon.stack.client.TestStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
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
        return stack.environment();
    }

    @Override
    public void stop() {
        // The stack ends with Maven.
    }
}
