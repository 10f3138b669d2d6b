package io.carillon.webhook.vapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The messages besides tool calls that Vapi waits for an answer to. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class VapiRequestsTest {

    @Inject
    World world;

    @Inject
    Clock clock;

    private final VapiCaller demo = VapiCaller.demo();
    private final VapiCaller kin = VapiCaller.kin();

    @BeforeEach
    void world() {
        world.reset();
    }

    /** Vapi hangs up after 7.5 s; nothing here waits for booking-service, which does not answer. */
    @Test
    @Requirement("R-WEB-03")
    void anAssistantIsNamedFromMemory() {
        world.booking.register(com.github.tomakehurst.wiremock.client.WireMock.any(
                        com.github.tomakehurst.wiremock.client.WireMock.anyUrl())
                .atPriority(1)
                .willReturn(World.json(200, "{}").withFixedDelay(20_000)));
        var start = clock.instant();

        demo.send(Samples.body("assistant-request", demo.callId))
                .statusCode(200)
                .body("assistantId", equalTo(World.DEMO_ASSISTANT))
                .body("error", nullValue());

        assertThat(Duration.between(start, clock.instant())).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void whereNobodyTakesTheCallThatIsSaidInTheClinicsLanguage() {
        kin.send(kin.message("\"type\":\"assistant-request\"").replace("\"assistantId\"", "\"x\""))
                .statusCode(200)
                .body("assistantId", nullValue())
                .body("error", containsString("rappeler"));
    }

    @Test
    @Requirement("R-WEB-03")
    void aTransferGoesToTheClinicsPeople() {
        demo.send(Samples.body("transfer-destination-request", demo.callId))
                .statusCode(200)
                .body("destination.type", equalTo("number"))
                .body("destination.number", equalTo("+15555550199"))
                .body("message.type", equalTo("request-start"))
                .body("message.content", containsString("put you through"));
        kin.send(kin.message("\"type\":\"transfer-destination-request\""))
                .statusCode(200)
                .body("destination", nullValue())
                .body("error", not(containsString("\n")))
                .body("error", containsString("ouverture"));
    }

    @Test
    @Requirement("R-WEB-03")
    void aHandoffGoesToAnotherAssistantOfTheClinic() {
        demo.send(Samples.body("handoff-destination-request", demo.callId))
                .statusCode(200)
                .body("destination", nullValue())
                .body("error", containsString("call again"));
        demo.send(Samples.body("handoff-destination-request", demo.callId)
                        .replace("\"assistantId\": \"asst-demo\"", "\"assistantId\": \"asst-x\""))
                .body("destination.type", equalTo("assistant"))
                .body("destination.assistantId", equalTo(World.DEMO_ASSISTANT));
    }

    @Test
    @Requirement("R-WEB-03")
    void theKnowledgeBaseHasTheClinicsOwnFactsOnly() {
        demo.send(Samples.body("knowledge-base-request", demo.callId))
                .statusCode(200)
                .body("documents.content", hasItem("The clinic is called Demo <Healthcare> & Clinic."))
                .body("documents.content", hasItem("In an emergency callers must hang up and dial 911."))
                .body("documents.content", hasItem("All of its times are in the time zone America/Los_Angeles."))
                .body("documents.uuid", hasItem("DEMO-booking"))
                .body("documents.similarity", hasItem(equalTo(1.0f)));
    }

    @Test
    void whatBelongsToOtherServersIsAnsweredHarmlessly() {
        demo.send(Samples.body("call.endpointing.request", demo.callId)).body("timeoutSeconds", equalTo(0.5f));
        demo.send(Samples.body("voice-request", demo.callId)).statusCode(200).body(equalTo("{}"));
    }
}
