package io.carillon.webhook.menu;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.notContaining;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.carillon.webhook.World.KIN_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.LinesSeen;
import io.carillon.webhook.Phone;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that the menu does not know, for a clinic that has a language model asked. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class InterpreterTest {

    private static final String COMPLETIONS = "/v1/chat/completions";
    private static final String WORDS = "could you maybe squeeze me in";
    private static final String AGAIN = "I am sorry, I did not understand that.";

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    Phone phone;

    @BeforeEach
    void world() {
        world.reset();
        world.asksAModel(DEMO_NUMBER, true);
        phone = new Phone(service, DEMO_NUMBER);
    }

    @AfterEach
    void withoutAModel() {
        world.asksAModel(DEMO_NUMBER, false);
    }

    @Test
    void whatTheMenuDoesNotKnowTheModelDoes() {
        world.slotsAreHeld();
        theModelMeans("book");

        assertThat(phone.say(WORDS).said().getFirst()).isEqualTo("These times are free.");

        world.openAi.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo(COMPLETIONS))
                        .withHeader("Authorization", equalTo("Bearer " + StackResource.OPENAI_API_KEY))
                        .withRequestBody(matchingJsonPath("$.model", equalTo("gpt-4o-mini")))
                        .withRequestBody(containing(WORDS))
                        .withRequestBody(notContaining(phone.callSid())));
    }

    /** Asked twice, it may choose differently; and who refuses one must not be given another. */
    @ParameterizedTest
    @ValueSource(strings = {"not the second", "the first or the third", "the one at ten"})
    void noModelTakesATime(String words) {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.confirmingAnswers(201, World.appointment("apt-1", "BOOKED", "pat-1"));
        theModelMeans("option_2");

        assertThat(phone.say(phone.press("1"), words).said().getFirst()).isEqualTo(AGAIN);

        world.booking.verifyThat(0, postRequestedFor(urlPathMatching("/api/holds/.+/confirm")));
        world.openAi.verifyThat(
                1,
                postRequestedFor(urlPathEqualTo(COMPLETIONS))
                        .withRequestBody(containing("another_day"))
                        .withRequestBody(notContaining("option"))
                        .withRequestBody(notContaining("December")));
    }

    @Test
    void whoIsInDangerIsHeardWithoutTheWordForIt() {
        theModelMeans("emergency");

        var heard = phone.say("he is lying on the floor and does not breathe");

        assertThat(heard.said()).singleElement().asString().startsWith("Hang up now and dial 911.");
    }

    @Test
    void otherTimesAndTheWayBackAreUnderstoodWhereTimesAreOffered() {
        world.slotsAreHeld();
        var offer = phone.press("1");
        world.otherSlotsAreHeld();

        theModelMeans("another_day");
        assertThat(phone.say(offer, "I work then").said()).contains("For Tuesday, December 10 at 11:00 AM, press 1.");
        theModelMeans("back");
        assertThat(phone.say(offer, "oh never mind").said().getFirst()).startsWith("To book an appointment");
    }

    @Test
    void aModelThatDoesNotKnowEitherLeavesThingsAsTheyAre() {
        theModelMeans("unclear");

        var again = phone.say(WORDS);

        assertThat(again.said().getFirst()).isEqualTo(AGAIN);
        assertThat(phone.say(phone.say(again, WORDS), WORDS).verbs()).contains("Dial");
    }

    @Test
    void aRepeatIsAnsweredWithoutAskingAgain() {
        world.slotsAreHeld();
        theModelMeans("book");
        var answer = Map.of("SpeechResult", WORDS);

        var first = phone.answer(Phone.FIRST_TURN, answer);

        assertThat(phone.answer(Phone.FIRST_TURN, answer).text()).isEqualTo(first.text());
        isAsked(1);
    }

    @Test
    void nobodyIsAskedWhatIsUnderstoodPressedOrAboutAPatient() {
        world.slotsAreHeld();
        world.dateOfBirthIs("1980-12-31");
        world.appointmentsStand();
        var who = phone.press("3");
        var which = phone.press(who, "12311980");
        var sure = phone.press(which, "1");

        phone.say("book");
        phone.press("7");
        phone.keepSilent(phone.ring());
        assertThat(phone.say(who, "well it was in the eighties").said().getFirst())
                .contains("date");
        phone.say(which, WORDS);
        phone.say(sure, "do what you like");

        isAsked(0);
    }

    @Test
    void aClinicThatHasNotSwitchedItOnKeepsItsCallersWords() {
        theModelMeans("book");

        assertThat(new Phone(service, KIN_NUMBER).say(WORDS).verbs()).startsWith("Gather");

        isAsked(0);
    }

    static Stream<Arguments> everyFailure() {
        return Stream.of(
                Arguments.of("error", aResponse().withStatus(500)),
                Arguments.of("rate-limited", aResponse().withStatus(429)),
                Arguments.of("unauthorized", aResponse().withStatus(401)),
                Arguments.of("refused", aResponse().withStatus(404)),
                Arguments.of("unusable", aResponse().withStatus(200).withBody("<html>")),
                Arguments.of("unusable", completion("fax")),
                Arguments.of("connection-lost", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("timeout", completion("book").withFixedDelay(9_000)),
                Arguments.of("timeout", completion("book").withChunkedDribbleDelay(5, 9_000)));
    }

    @ParameterizedTest
    @MethodSource("everyFailure")
    @Requirement("R-WEB-05")
    void whateverTheModelDoesTheCallerIsAskedAgainInTime(String reason, ResponseDefinitionBuilder answer) {
        world.openAi.register(post(urlPathEqualTo(COMPLETIONS)).willReturn(answer));
        var begun = System.nanoTime();

        try (var lines = LinesSeen.from()) {
            var heard = phone.say(WORDS);

            assertThat(heard.said().getFirst()).isEqualTo(AGAIN);
            assertThat(heard.verbs()).startsWith("Gather");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
            assertThat(lines.containing("OpenAI does not say"))
                    .singleElement()
                    .asString()
                    .contains("\"reason\":\"" + reason + "\"", "\"clinic\":\"DEMO\"");
            assertThat(lines.containing("squeeze")).isEmpty();
            assertThat(lines.containing(StackResource.OPENAI_API_KEY)).isEmpty();
        }
        isAsked(1);
    }

    @Test
    @Requirement({"R-WEB-05", "R-EXT-01"})
    void whileTheModelIsDownNobodyWaitsForIt() {
        for (int call = 0; call < 10; call++) {
            new Phone(service, DEMO_NUMBER).say(WORDS);
        }
        world.openAi.resetRequests();

        assertThat(phone.say(WORDS).said().getFirst()).isEqualTo(AGAIN);

        isAsked(0);
    }

    private void theModelMeans(String word) {
        world.openAi.register(post(urlPathEqualTo(COMPLETIONS)).willReturn(completion(word)));
    }

    private static ResponseDefinitionBuilder completion(String word) {
        return aResponse()
                .withHeader("Content-Type", "application/json")
                .withBody("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"{\\\"meaning\\\":\\\""
                        + word + "\\\"}\",\"refusal\":null}}]}");
    }

    private void isAsked(int times) {
        world.openAi.verifyThat(times, postRequestedFor(urlPathEqualTo(COMPLETIONS)));
    }
}
