package io.carillon.alerting;

import static io.restassured.RestAssured.given;

import io.carillon.stack.client.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without Kafka nothing is found, but the service answers, and finds again when Kafka is back. */
@QuarkusTest
class KafkaAwayTest extends LighthouseTest {

    private final TestStack stack = TestStack.attach("alerting");

    @AfterEach
    void kafkaIsBack() {
        stack.start("kafka");
    }

    @Test
    void theServiceIsReadyWithoutKafkaAndGoesOnAfterIt() {
        stack.stop("kafka");
        given().get("/health").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        given().header("X-API-Key", "dev-viewer-key")
                .get("/api/incidents")
                .then()
                .statusCode(200);

        stack.start("kafka");
        platform.down("radio");

        opened("down:radio");
    }
}
