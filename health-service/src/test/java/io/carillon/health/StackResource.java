package io.carillon.health;

import io.carillon.stack.client.TestStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Runs the service against the stack's servers, with a pack of the tests' own. */
public class StackResource implements QuarkusTestResourceLifecycleManager {

    /** The servers and stand-ins that the tests break; started by whoever asks first. */
    static TestStack stack() {
        return TestStack.attach("health");
    }

    @Override
    public Map<String, String> start() {
        var environment = new LinkedHashMap<>(stack().environment());
        environment.put("CARILLON_PACK", "health-test");
        environment.put("CARILLON_RUNBOOKS", packs().toString());
        return environment;
    }

    static Path packs() {
        try {
            return Path.of(Objects.requireNonNull(StackResource.class.getResource("/packs"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing to stop: the stack ends with this JVM. */
    @Override
    public void stop() {}
}
