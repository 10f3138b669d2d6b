package io.carillon.webhook.vapiapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outside.ApiKey;
import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Unserved;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.vapiapi.Handover.NotTaken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Installations that cannot ask Vapi; those that can are in ReceptionTest. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class VapiCallsTest {

    private static final Receptionist RECEPTIONIST = new Receptionist("asst-1", "pn-1");

    @Inject
    World world;

    @Inject
    @Identifier(VapiCircuit.SERVICE)
    Circuit circuit;

    @Inject
    Metrics metrics;

    private record Settings(URI url, Optional<String> key, Duration connect, Duration answer, int parallel)
            implements VapiApiSettings {}

    @BeforeEach
    void world() {
        world.reset();
    }

    @Test
    @Requirement("R-EXT-07")
    void withoutAKeyVapiIsNotAsked() {
        assertThat(calls("http://127.0.0.1:1", key(Optional.empty())).handOver("DEMO", RECEPTIONIST, "+15555550123"))
                .isEqualTo(new NotTaken(Unserved.NO_KEY));
    }

    @Test
    @Requirement("R-EXT-07")
    void whereNobodyListensTheCallStaysWithUs() {
        var key = key(Optional.of("k"));

        // Nobody listens at the first port; a name that is not known is no address.
        for (var url : new String[] {"http://127.0.0.1:1/", "http://vapi.invalid"}) {
            assertThat(calls(url, key).handOver("DEMO", RECEPTIONIST, "+15555550123"))
                    .isEqualTo(new NotTaken(Unserved.UNREACHABLE));
        }
    }

    private static ApiKey key(Optional<String> given) {
        return new ApiKey("VAPI_API_KEY", "dev-vapi-key", given, true);
    }

    private VapiCalls calls(String url, ApiKey key) {
        var settings = new Settings(URI.create(url), Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
        return new VapiCalls(settings, key, circuit, metrics);
    }
}
