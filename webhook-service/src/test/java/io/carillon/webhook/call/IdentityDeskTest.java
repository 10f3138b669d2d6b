package io.carillon.webhook.call;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.carillon.webhook.World.json;
import static io.carillon.webhook.call.Desks.CALL;
import static io.carillon.webhook.call.Desks.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.directory.ClinicDirectory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class IdentityDeskTest {

    private static final LocalDate BORN = LocalDate.of(1980, 12, 31);

    @Inject
    World world;

    @Inject
    Desks desks;

    @Inject
    ClinicDirectory directory;

    @Inject
    IdentityDesk desk;

    @BeforeEach
    void world() {
        world.reset();
    }

    @Test
    void theRightDateProvesThePatient() {
        world.dateOfBirthIs("1980-12-31");

        assertThat(desk.verify(desks.demo(), CALLER, BORN, desks.soon()))
                .isEqualTo(new Identity.Proven(new ProvenPatient(World.DEMO, "pat-1")));
        world.booking.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo("/api/contacts/pat-1/verify"))
                        .withRequestBody(equalToJson(
                                "{\"dateOfBirth\":\"1980-12-31\",\"clinic\":\"%s\"}".formatted(World.DEMO))));
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"verified\":false,\"triesLeft\":0}', Wrong[triesLeft=0]",
        "200, '{\"verified\":false}', Wrong[triesLeft=2]",
        "429, '{\"code\":\"TOO_MANY_TRIES\"}', Locked[]",
        "400, '{\"code\":\"VALIDATION\",\"detail\":\"d\"}', 'Refused[code=VALIDATION, detail=d]'",
        "503, '{\"code\":\"POOL_EXHAUSTED\"}', Unavailable[]",
        "200, 'not json', Unavailable[]",
    })
    void everythingElseProvesNobody(int status, String body, String expected) {
        world.callersAreKnown();
        world.booking.register(
                post(urlPathEqualTo("/api/contacts/pat-1/verify")).willReturn(json(status, body)));

        assertThat(desk.verify(desks.demo(), CALLER, BORN, desks.soon())).hasToString(expected);
        world.booking.verifyThat(1, postRequestedFor(urlPathEqualTo("/api/contacts/pat-1/verify")));
    }

    @Test
    void aWithheldNumberIsNobody() {
        assertThat(desk.verify(desks.demo(), new Person(null, "anonymous"), BORN, desks.soon()))
                .isEqualTo(new Identity.CallerUnknown());
    }

    @Test
    void aProofIsGoodForItsCallAndClinicOnlyAndTellsNothing() {
        var patient = new ProvenPatient(World.DEMO, "pat-1");

        var proof = desk.proof(patient, CALL);

        assertThat(desk.recall(proof, desks.demo(), CALL)).contains(patient);
        assertThat(proof).matches("[A-Za-z0-9_-]+").isEqualTo(desk.proof(patient, CALL));
        assertThat(desk.proof(new ProvenPatient(World.DEMO, "pat-2"), CALL)).isNotEqualTo(proof);
        assertThat(desk.recall(proof, desks.demo(), CALL + "1")).isEmpty();
        assertThat(desk.recall(proof, directory.ofNumber(World.KIN_NUMBER), CALL))
                .isEmpty();
        for (int i = 0; i < proof.length(); i++) {
            var forged = new StringBuilder(proof);
            forged.setCharAt(i, proof.charAt(i) == 'A' ? 'Q' : 'A');
            assertThat(desk.recall(forged.toString(), desks.demo(), CALL)).isEmpty();
        }
        assertThat(desk.recall("", desks.demo(), CALL)).isEmpty();
        assertThat(desk.recall("%%%", desks.demo(), CALL)).isEmpty();
    }
}
