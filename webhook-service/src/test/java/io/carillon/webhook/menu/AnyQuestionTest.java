package io.carillon.webhook.menu;

import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.carillon.webhook.World.KIN_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.Phone;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can happen at any question: an emergency, a person, silence, nonsense, the caller's going back. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class AnyQuestionTest {

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    Phone phone;

    @BeforeEach
    void world() {
        world.reset();
        phone = new Phone(service, DEMO_NUMBER);
    }

    @Test
    void emergencyByKeyOrSpeechNeedsNoDependencyAtAnyQuestion() {
        world.slotsAreHeld();
        world.dateOfBirthIs("1980-12-31");
        world.appointmentsStand();
        var offer = phone.press("1");
        var who = phone.press("3");
        var which = phone.press(who, "12311980");
        var sure = phone.press(which, "1");
        world.bookingIsCutOff();
        world.booking.resetRequests();

        for (var asked : List.of(phone.ring(), offer, who, which, sure)) {
            for (var heard : List.of(phone.press(asked, "9"), phone.say(asked, "no wait it is an emergency"))) {
                assertThat(heard.said()).singleElement().asString().startsWith("Hang up now and dial 911.");
                assertThat(heard.verbs()).containsExactly("Say", "Dial");
            }
        }
        world.nothingIsAskedOnTheLine();
    }

    @Test
    void withoutATransferNumberAnEmergencyIsTheInstructionAlone() {
        var heard = new Phone(service, KIN_NUMBER).say("c'est une urgence");

        assertThat(heard.said()).singleElement().asString().startsWith("Raccrochez maintenant et composez le 112.");
        assertThat(heard.verbs()).containsExactly("Say", "Hangup");
    }

    @Test
    void zeroPutsThroughToThePersonOrSaysThatThereIsNone() {
        var demo = phone.press("0");
        var kin = new Phone(service, KIN_NUMBER).say("une personne");

        assertThat(demo.verbs()).containsExactly("Say", "Dial");
        assertThat(demo.text()).contains("<Dial action=\"/api/voice/dial?turn=1\">+15555550199</Dial>");
        assertThat(kin.verbs()).containsExactly("Say", "Hangup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", "no-answer", "failed", "canceled"})
    void whereNobodyAnswersTheCallerIsTold(String status) {
        var put = phone.answer("/api/voice/dial?turn=1", Map.of("DialCallStatus", status));
        var emergency = phone.answer("/api/voice/dial?turn=1&emergency=1", Map.of("DialCallStatus", status));

        assertThat(put.said()).singleElement().asString().contains("nobody can take your call");
        assertThat(emergency.said()).singleElement().asString().startsWith("Hang up now and dial 911.");
        assertThat(emergency.verbs()).containsExactly("Say", "Hangup");
    }

    @Test
    void afterATalkTheCallIsOver() {
        assertThat(phone.answer("/api/voice/dial?turn=1", Map.of("DialCallStatus", "completed"))
                        .verbs())
                .isEmpty();
    }

    @Test
    void silenceIsAskedTwiceAgainThenTheCallEnds() {
        var first = phone.keepSilent(phone.ring());
        var second = phone.keepSilent(first);
        var last = phone.keepSilent(second);

        assertThat(first.said().getFirst()).isEqualTo("I did not hear anything.");
        assertThat(second.said()).hasSize(2);
        assertThat(last.said()).containsExactly("Thank you for calling. Goodbye.");
        assertThat(last.verbs()).containsExactly("Say", "Hangup");
    }

    @Test
    void whoIsNotUnderstoodThreeTimesGetsAPersonWhereThereIsOne() {
        var demo = phone.press(phone.say(phone.say("mumble"), "mumble"), "7");
        var kin = new Phone(service, KIN_NUMBER);
        var alone = kin.press(kin.press(kin.press("7"), "8"), "6");

        assertThat(demo.verbs()).containsExactly("Say", "Say", "Dial");
        assertThat(alone.verbs()).containsExactly("Say", "Hangup");
    }

    @Test
    void anAnswerForgivesTheMissesBefore() {
        world.slotsAreHeld();
        var offer = phone.press(phone.keepSilent(phone.keepSilent(phone.ring())), "1");

        assertThat(phone.keepSilent(phone.keepSilent(offer)).verbs()).startsWith("Gather");
    }

    @Test
    void starRepeatsTheQuestionAndIsNoMiss() {
        world.slotsAreHeld();
        var offer = phone.press("1");

        var again = phone.press(phone.press(phone.press(offer, "*"), "*"), "*");

        assertThat(again.said()).isEqualTo(offer.said().subList(1, offer.said().size()));
    }

    @Test
    void hashLeadsBackToTheMenuAndLetsGoOfWhatWasHeld() {
        world.slotsAreHeld();
        var offer = phone.press("1");

        var menu = phone.press(offer, "#");

        assertThat(menu.said()).singleElement().asString().startsWith("To book an appointment, press 1");
        world.booking.verifyThat(3, deleteRequestedFor(urlPathMatching("/api/holds/hold-[123]")));
    }

    @Test
    void aUrlThatIsNotOursLeadsBackToTheMenu() {
        for (var query : List.of("turn=nonsense", "turn=1&s=AAAA", "s=%00")) {
            assertThat(phone.answer("/api/voice/gather?" + query, Map.of()).action())
                    .startsWith("/api/voice/gather?turn=2");
        }
    }

    @Test
    void theGreetingSaysTheEmergencyLineFirstAndTakesKeysOfAllKinds() {
        var greeting = phone.ring();

        assertThat(greeting.said().getFirst()).isEqualTo("If this is an emergency, hang up and dial 911.");
        assertThat(greeting.text()).contains("numDigits=\"1\" finishOnKey=\"\"");
    }

    @Test
    @Requirement({"R-EXT-07", "R-EXT-14"})
    void aClinicWithoutItsTelephoneMenuPutsThroughAndKnowsEmergenciesStill() {
        world.switched(DEMO_NUMBER, List.of("voice"), "normal");
        try {
            var greeting = phone.ring();
            assertThat(greeting.said())
                    .containsExactly(
                            "If this is an emergency, hang up and dial 911.",
                            "Thank you for calling Demo <Healthcare> & Clinic.",
                            "Our telephone service is not available at the moment.",
                            "Please hold while I put you through.");
            assertThat(greeting.verbs()).endsWith("Dial");
            assertThat(phone.press("9").said().getFirst()).startsWith("Hang up now and dial 911.");
            assertThat(phone.press("1").said().getFirst())
                    .isEqualTo("Our telephone service is not available at the moment.");
        } finally {
            world.switched(DEMO_NUMBER, List.of(), "normal");
        }
    }

    @Test
    @Requirement("R-SEC-15")
    void whatACallerSaysNeverBecomesMarkup() {
        var attack = "</Say></Gather><Dial>+15555550666</Dial><Say>";

        var heard = phone.say(attack);

        assertThat(heard.verbs()).doesNotContain("Dial");
        assertThat(heard.text()).doesNotContain("+15555550666");
    }
}
