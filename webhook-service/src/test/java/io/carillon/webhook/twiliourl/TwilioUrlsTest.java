package io.carillon.webhook.twiliourl;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.Topic;
import io.carillon.kit.metrics.Metrics;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.LinesSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.publichost.PublicAddress;
import io.carillon.webhook.twilioapi.WithoutAccount;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the stand-in of Twilio, which keeps numbers as Twilio does. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class TwilioUrlsTest {

    private static final String PATH = "/api/webhook-metrics/twilio-urls";
    private static final String OLD = "https://old.clinic.example/api/voice/incoming";

    @Inject
    World world;

    @Inject
    ClinicDirectory directory;

    @Inject
    UrlCheck check;

    @Inject
    WithoutAccount withoutAccount;

    @Inject
    PublicAddress address;

    @Inject
    TwilioUrlSettings settings;

    @Inject
    Metrics metrics;

    @Inject
    Clock clock;

    @BeforeEach
    @AfterEach
    void well() {
        // Before any other: the first to give a gauge's value stays.
        check.last();
        world.reset();
        world.stack.fault("twilio", "ok", 0);
        twilioHolds("", 1000);
    }

    @Test
    @Requirement("R-WEB-10")
    void anOldUrlIsToldOnceAndPutRightOnAnOperatorsWord() {
        operator().post(PATH + "/check").then().statusCode(200).body("status", equalTo("ok"));
        twilioHolds("\"voice_url\":\"" + OLD + "?token=hidden\",\"voice_method\":\"GET\"", 1000);

        try (var lines = LinesSeen.from()) {
            operator().post(PATH + "/check").then().body("status", equalTo("mismatch"));
            operator().post(PATH + "/check").then().body("status", equalTo("mismatch"));

            assertThat(lines.containing("Twilio does not send to us as it should"))
                    .hasSize(1);
            assertThat(lines.containing("…5678 of DEMO (voice_url, voice_method)"))
                    .hasSize(1);
            assertThat(lines.containing(World.DEMO_NUMBER)).isEmpty();
        }
        viewer().get(PATH)
                .then()
                .statusCode(200)
                .body(demo("status"), equalTo("mismatch"))
                .body(demo("answeredBy"), equalTo("carillon"))
                .body(demo("differences.field"), equalTo(List.of("voice_url", "voice_method")))
                .body(demo("differences[0].found"), equalTo(OLD + "?…"))
                .body(demo("differences[0].expected"), equalTo(World.PUBLIC_BASE_URL + "/api/voice/incoming"))
                .body("numbers.number", not(hasItem(World.DEMO_NUMBER)));
        assertThat(mismatches()).isEqualTo(1);

        var sid = operator()
                .post(PATH + "/repair")
                .then()
                .statusCode(200)
                .body("applied", equalTo(false))
                .body("numbers.outcome", equalTo(List.of("would-repair")))
                .extract()
                .<String>path("numbers[0].sid");
        assertThat(numbers()).contains(OLD);

        operator()
                .post(PATH + "/repair?apply=true&sid=" + sid)
                .then()
                .statusCode(200)
                .body("applied", equalTo(true))
                .body("numbers.outcome", equalTo(List.of("repaired")))
                .body("more", equalTo(0));
        assertThat(numbers()).doesNotContain(OLD).doesNotContain("GET");
        viewer().get(PATH).then().body("status", equalTo("ok")).body(demo("differences"), empty());
        assertThat(mismatches()).isZero();
        operator().post(PATH + "/repair?apply=true").then().body("numbers", empty());
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> EventsSeen.on(world.stack, Topic.AUDIT, "dev-operator").stream()
                        .anyMatch(event -> event.data() instanceof ChangeRecorded change
                                && change.resource().equals("twilio_number")
                                && change.resourceId().equals(sid)
                                && change.action().equals("REPAIR_URLS")
                                && ("voice_url=" + OLD + "?… voice_method=GET").equals(change.before())));
    }

    @Test
    @Requirement("R-WEB-10")
    void aNumberThatTwilioDoesNotHaveIsLeftToAPerson() {
        set("{\"numbers\":[]}");

        operator().post(PATH + "/check").then().body(demo("status"), equalTo("unknown-number"));
        operator()
                .post(PATH + "/repair?apply=true")
                .then()
                .statusCode(200)
                .body("numbers.outcome", everyItem(equalTo("left")))
                .body("numbers[0].reason", containsString("does not have this number"));
    }

    @Test
    void everyPageIsRead() {
        twilioHolds("", 1);

        operator().post(PATH + "/check").then().body("status", equalTo("ok"));
    }

    @ParameterizedTest
    @CsvSource({"error, server_error", "down, connection_lost", "garbage, garbage", "unauthorized, credential_invalid"})
    @Requirement("R-WEB-10")
    void withoutAnAnswerOfTwiliosNothingIsKnownAndNothingChanged(String fault, String reason) {
        world.stack.fault("twilio", fault, 0);

        operator()
                .post(PATH + "/check")
                .then()
                .statusCode(200)
                .body("status", equalTo("unreachable"))
                .body("reason", equalTo(reason))
                .body("numbers.status", everyItem(equalTo("unreachable")));
        assertThat(mismatches()).isNaN();
        operator()
                .post(PATH + "/repair?apply=true")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("TWILIO_UNREACHABLE"));
    }

    @Test
    @Requirement("R-WEB-10")
    void withoutAnAccountNothingIsAsked() {
        world.stack.fault("twilio", "error", 0);
        var other = new UrlCheck(
                withoutAccount, new TwilioNumbers(withoutAccount), directory, address, settings, metrics, clock);

        other.watch();

        assertThat(other.check()).isEmpty();
        assertThat(other.last()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /repair?apply=yes, 400",
        "POST, /repair?sid=PNnone, 404",
        "POST, /repair?sid=%00, 400",
    })
    void badInputIsToldAsAProblem(String method, String rest, int status) {
        operator()
                .urlEncodingEnabled(false)
                .request(method, PATH + rest)
                .then()
                .statusCode(status)
                .contentType("application/problem+json");
    }

    @Test
    void onlyWhoMayComesIn() {
        given().get(PATH).then().statusCode(401);
        viewer().post(PATH + "/check").then().statusCode(403);
        viewer().post(PATH + "/repair").then().statusCode(403);
    }

    /** All numbers that any test has made known, as they should be, the demo clinic's but for {@code demo}. */
    private void twilioHolds(String demo, int largestPage) {
        var numbers = directory.all().stream()
                .flatMap(clinic -> clinic.numbers().stream())
                .map(number -> """
                        {"phone_number":"%s","voice_url":"%s/api/voice/incoming","sms_url":"%s/api/sms/incoming",
                         "status_callback":"%s/api/voice/status"%s}""".formatted(
                                number,
                                World.PUBLIC_BASE_URL,
                                World.PUBLIC_BASE_URL,
                                World.PUBLIC_BASE_URL,
                                demo.isEmpty() || !number.equals(World.DEMO_NUMBER) ? "" : "," + demo))
                .collect(Collectors.joining(","));
        set("{\"largestPage\":%d,\"numbers\":[%s]}".formatted(largestPage, numbers));
    }

    private void set(String numbers) {
        given().contentType("application/json")
                .body(numbers)
                .put(world.stack.standInUrl("twilio") + "/__numbers")
                .then()
                .statusCode(204);
    }

    private String numbers() {
        return given().get(world.stack.standInUrl("twilio") + "/__numbers").asString();
    }

    private static String demo(String what) {
        return "numbers.find { it.clinic == 'DEMO' }." + what;
    }

    private static double mismatches() {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("twilio_url_mismatches"))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static RequestSpecification viewer() {
        return given().header("X-API-Key", "dev-viewer-key");
    }

    private static RequestSpecification operator() {
        return given().header("X-API-Key", "dev-operator-key");
    }
}
