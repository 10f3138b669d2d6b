package io.carillon.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.kit.database.DatabaseWatch;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** PostgreSQL is not there when the service starts, and never comes (design, section 5). */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@TestProfile(WithoutDatabaseTest.NoDatabase.class)
class WithoutDatabaseTest {

    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/none";

    @Inject
    DatabaseWatch database;

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    /** Addresses at which nobody listens. */
    public static final class NoDatabase implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.datasource.jdbc.url", NOWHERE,
                    "quarkus.datasource.jobs.jdbc.url", NOWHERE,
                    "quarkus.flyway.jdbc-url", NOWHERE);
        }
    }

    @Test
    @Requirement("R-EXT-12")
    void theServiceStartsIsReadyAndAnswersCallbacks() {
        world.reset();
        for (var path : new String[] {"/health", "/q/health/ready", "/api/webhook-health"}) {
            given().when().get(path).then().statusCode(200);
        }
        assertThat(new TwilioCaller(service)
                        .call("/api/voice/incoming", World.DEMO_NUMBER, Map.of())
                        .verbs())
                .contains("Gather");
        assertThat(database.reasonAway()).isPresent();
    }
}
