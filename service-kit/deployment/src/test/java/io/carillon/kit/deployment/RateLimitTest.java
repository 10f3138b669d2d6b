package io.carillon.kit.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.access.ServiceToken;
import io.carillon.kit.limit.Limit;
import io.carillon.kit.limit.LimitKind;
import io.carillon.kit.limit.RateLimits;
import io.carillon.traceability.Requirement;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits as any service has them, without Redis and without Kafka. */
class RateLimitTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Room.class))
            .overrideConfigKey("quarkus.application.name", "sample-service")
            .overrideConfigKey("quarkus.application.version", "1.2.3")
            .overrideConfigKey("carillon.limit.address-per-second", "0.01")
            .overrideConfigKey("carillon.limit.key-per-second", "0.01")
            .overrideConfigKey("carillon.limit.clinic-per-second", "0.01")
            .overrideConfigKey("carillon.limit.burst-seconds", "300")
            .overrideConfigKey("CARILLON_ENV", "local")
            .overrideConfigKey("KAFKA_BROKERS", "127.0.0.1:1");

    /** Requests at once by the settings above. */
    private static final int BURST = 3;

    @Inject
    RateLimits limits;

    @Inject
    ServiceToken tokens;

    /** One room that is open and one with a lock. */
    @Path("/room")
    public static class Room {

        @GET
        @Path("/open")
        public String open() {
            return "open";
        }

        @GET
        @Path("/locked")
        @Requires(Role.VIEWER)
        public String locked() {
            return "locked";
        }
    }

    @Test
    @Requirement("R-SEC-16")
    void anAddressOutsideHasItsLimitAndTheNextOneItsOwn() {
        for (int i = 0; i < BURST; i++) {
            from("203.0.113.1", "/room/open").statusCode(200);
        }

        tooMany(from("203.0.113.1", "/room/open"), "address");
        tooMany(from("203.0.113.1", "/nowhere"), "address");
        from("203.0.113.2", "/room/open").statusCode(200);
        given().get("/room/open").then().statusCode(200);
    }

    @Test
    void whoProbesAndScrapesIsAnsweredAlways() {
        for (int i = 0; i < 3 * BURST; i++) {
            from("203.0.113.3", "/health").statusCode(200);
            from("203.0.113.3", "/metrics").statusCode(200);
        }
    }

    @Test
    @Requirement("R-SEC-16")
    void aKeyHasItsLimitWhicheverAddressItComesFromUntilItIsRaised() {
        for (int i = 0; i < BURST; i++) {
            locked("dev-viewer-key", "203.0.113.1" + i).statusCode(200);
        }
        tooMany(locked("dev-viewer-key", "203.0.113.20"), "key");
        locked("dev-admin-key", "203.0.113.21").statusCode(200);

        limits.set(LimitKind.KEY, "dev-viewer", Optional.of(new Limit(10_000, 10_000)));

        locked("dev-viewer-key", "203.0.113.22").statusCode(200);
        limits.set(LimitKind.KEY, "dev-viewer", Optional.empty());
    }

    @Test
    @Requirement("R-SEC-16")
    void aClinicHasItsLimitHoweverManyServicesSpeakForIt() {
        var busy = UUID.fromString("00000000-0000-4000-8000-000000000001");
        var quiet = UUID.fromString("00000000-0000-4000-8000-000000000002");
        for (int i = 0; i < BURST; i++) {
            speakingFor(busy).statusCode(200);
        }

        tooMany(speakingFor(busy), "clinic");
        speakingFor(quiet).statusCode(200);
        for (int i = 0; i < 2 * BURST; i++) {
            speakingFor(null).statusCode(200);
        }
    }

    @Test
    void signedCallbacksAreCountedAndNeverRefused() {
        limits.set(LimitKind.SIGNED, "twilio", Optional.of(new Limit(0.001, 1)));

        limits.signed("twilio");
        limits.signed("twilio");

        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("limits_signed_exceeded_total{provider=\"twilio\"} 1.0"));
    }

    private static ValidatableResponse from(String address, String path) {
        return given().header("X-Forwarded-For", address).get(path).then();
    }

    private static ValidatableResponse locked(String key, String address) {
        return given().header("X-Forwarded-For", address)
                .header("X-API-Key", key)
                .get("/room/locked")
                .then();
    }

    private ValidatableResponse speakingFor(UUID clinic) {
        return given().header(ServiceToken.HEADER, tokens.header(clinic))
                .get("/room/locked")
                .then();
    }

    private static void tooMany(ValidatableResponse answer, String limit) {
        var wait = answer.statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("RATE_LIMITED"))
                .body("limit", equalTo(limit))
                .body("$", hasKey("request_id"))
                .extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(wait)).isPositive();
    }
}
