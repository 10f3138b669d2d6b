package io.carillon.stack.standin;

import static io.carillon.stack.SharedStack.STACK;
import static io.carillon.stack.SharedStack.control;
import static io.carillon.stack.SharedStack.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandInsTest {

    private static final List<String> ALL = List.of(
            "twilio",
            "vapi",
            "google-tts",
            "elevenlabs",
            "openai",
            "groq",
            "qdrant",
            "google-calendar",
            "slack",
            "pagerduty",
            "deadman",
            "smtp");

    @BeforeEach
    @AfterEach
    void healthy() {
        ALL.forEach(name -> STACK.fault(name, "ok", 0));
        STACK.clearRequests();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /twilio/2010-04-01/Accounts/ACdev/Balance.json, 200",
        "GET, /twilio/2010-04-01/Accounts/ACdev.json, 200",
        "POST, /twilio/2010-04-01/Accounts/ACdev/Messages.json, 401",
        "POST, /twilio/2010-04-01/Accounts/ACdev/Calls.json, 201",
        "GET, /vapi/assistant, 200",
        "POST, /vapi/call, 401",
        "GET, /google-tts/v1/voices, 200",
        "GET, /elevenlabs/v1/user, 200",
        "GET, /elevenlabs/v1/models, 200",
        "GET, /openai/v1/models, 200",
        "POST, /openai/v1/chat/completions, 401",
        "GET, /groq/openai/v1/models, 200",
        "GET, /qdrant/healthz, 200",
        "GET, /qdrant/collections, 200",
        "GET, /google-calendar/calendar/v3/users/me/calendarList, 200",
        "POST, /slack/services/T0/B0/dev, 200",
        "POST, /slack/api/chat.postMessage, 200",
        "POST, /pagerduty/v2/enqueue, 202",
        "GET, /deadman/ping, 200",
        "GET, /openai/v1/nothing, 404"
    })
    void eachAnswersAsItsVendorDocuments(String method, String path, int status) throws Exception {
        assertThat(send(method, control() + path, "{}").statusCode()).isEqualTo(status);
    }

    @Test
    void downBreaksTheConnectionOff() throws Exception {
        STACK.fault("twilio", "down", 0);

        assertThatThrownBy(() -> send("GET", control() + "/twilio/2010-04-01/Accounts/ACdev.json", ""))
                .isInstanceOf(IOException.class);
        assertThat(send("GET", control() + "/vapi/assistant", "").statusCode())
                .as("the others are not touched")
                .isEqualTo(200);
    }

    @Test
    void slowAnswersWellButLate() throws Exception {
        STACK.fault("vapi", "slow", 300);
        var start = System.nanoTime();

        var answer = send("GET", control() + "/vapi/assistant", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"error, 500", "rate-limited, 429", "unauthorized, 401"})
    void aFaultIsItsStatus(String mode, int status) throws Exception {
        STACK.fault("openai", mode, 0);

        var answer = send("GET", control() + "/openai/v1/models", "");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After").orElse(""))
                .isEqualTo(mode.equals("rate-limited") ? "2" : "");
    }

    @Test
    void garbageIsA200ThatNobodyCanParse() throws Exception {
        STACK.fault("groq", "garbage", 0);

        var answer = send("GET", control() + "/groq/openai/v1/models", "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> new JsonObject(answer.body())).isInstanceOf(DecodeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"mode\":\"sleepy\"}", "{}", "{\"mode\":\"slow\",\"delayMs\":-1}", "{\"mode\":7}", "mode"})
    void aFaultThatIsNoneIsRefused(String body) throws Exception {
        var answer = send("POST", control() + "/__faults/slack", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void anUnknownNameIsAProblem() throws Exception {
        var answer = send("POST", control() + "/__faults/nobody", "{\"mode\":\"ok\"}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(answer.body()).getString("detail")).contains("nobody", "pagerduty");
        assertThat(send("GET", control() + "/__requests/nobody", "").statusCode())
                .isEqualTo(404);
        assertThat(send("POST", control() + "/__servers/nobody/stop", "").statusCode())
                .isEqualTo(404);
        assertThat(send("POST", control() + "/__servers/redis/dance", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void eachBodyIsJournalledOnceAsItCame() throws Exception {
        var first = "{\"dedup_key\":\"a\",\"text\":\"größer\\nals\"}";
        var second = "{\"dedup_key\":\"b\"}";

        send("POST", control() + "/pagerduty/v2/enqueue", first);
        STACK.fault("pagerduty", "error", 0);
        send("POST", control() + "/pagerduty/v2/enqueue", second);
        send("GET", control() + "/pagerduty/anything", "");

        assertThat(STACK.requests("pagerduty")).containsExactly(first, second);
        assertThat(new JsonArray(send("GET", control() + "/__requests/pagerduty", "")
                                .body())
                        .getList())
                .isEqualTo(List.of(first, second));

        STACK.clearRequests();
        assertThat(STACK.requests("pagerduty")).isEmpty();
    }

    @Test
    void whatNeverArrivedIsNotJournalled() {
        STACK.fault("slack", "down", 0);

        assertThatThrownBy(() -> send("POST", control() + "/slack/services/T0/B0/dev", "{\"text\":\"x\"}"))
                .isInstanceOf(IOException.class);

        assertThat(STACK.requests("slack")).isEmpty();
    }

    @Test
    void mailIsTakenAndKeptAlsoWhileTheServerIsDown() throws Exception {
        var port = Integer.parseInt(STACK.environment().get("SMTP_PORT"));
        GreenMailUtil.sendTextEmail(
                "oncall@clinic.example", "carillon@clinic.example", "Down", "It is down.", setup(port));

        STACK.fault("smtp", "down", 0);

        assertThat(STACK.requests("smtp")).singleElement().asString().contains("Subject: Down", "It is down.");
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
        STACK.fault("smtp", "ok", 0);
        GreenMailUtil.sendTextEmail("oncall@clinic.example", "carillon@clinic.example", "Up", "It is up.", setup(port));
        assertThat(STACK.requests("smtp")).hasSize(2);
        assertThat(send("POST", control() + "/__faults/smtp", "{\"mode\":\"garbage\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    private static ServerSetup setup(int port) {
        return new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    }

    @Test
    void googleSpeaksMp3ThatDependsOnTheText() throws Exception {
        var hello = synthesize("Hello");

        assertThat(synthesize("Hello")).isEqualTo(hello);
        assertThat(synthesize("Jello")).isNotEqualTo(hello);
        assertThat(synthesize("Hello, and welcome").length).isGreaterThan(hello.length);
        for (int frame = 0; frame < hello.length; frame += 96) {
            assertThat(hello[frame] & 0xFF).isEqualTo(0xFF);
            assertThat(hello[frame + 1] & 0xE0).as("MPEG frame sync").isEqualTo(0xE0);
        }
    }

    @Test
    void googleRefusesAnEmptyText() throws Exception {
        var answer = send("POST", control() + "/google-tts/v1/text:synthesize", "{\"input\":{\"text\":\"\"}}");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private static byte[] synthesize(String text) throws IOException, InterruptedException {
        var request = new JsonObject().put("input", new JsonObject().put("text", text));
        var answer = send("POST", control() + "/google-tts/v1/text:synthesize", request.encode());
        return Base64.getDecoder().decode(new JsonObject(answer.body()).getString("audioContent"));
    }

    @Test
    void vapiTakesACallThatSomebodyElseHasAnswered() throws Exception {
        var wanted = new JsonObject()
                .put("assistantId", "asst-demo")
                .put("phoneNumberId", "pn-demo")
                .put("phoneCallProviderBypassEnabled", true)
                .put("customer", new JsonObject().put("number", "+15555550123"));

        var answer = authorized("POST", control() + "/vapi/call", wanted.encode(), "a-key");

        assertThat(answer.statusCode()).isEqualTo(201);
        var call = new JsonObject(answer.body());
        assertThat(call.getJsonObject("phoneCallProviderDetails").getString("twiml"))
                .contains("<Response><Connect><Stream url=\"wss://", call.getString("id"), "</Connect></Response>");
        assertThat(call.getString("assistantId")).isEqualTo("asst-demo");
        assertThat(STACK.requests("vapi")).containsExactly(wanted.encode());
        for (var field : List.of("assistantId", "phoneNumberId", "customer")) {
            var crippled = wanted.copy();
            crippled.remove(field);
            assertThat(authorized("POST", control() + "/vapi/call", crippled.encode(), "a-key")
                            .statusCode())
                    .as("without %s", field)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "I would love a check-up, book",
        "that one is not possible any more: another time?, move",
        "abracadabra, unclear",
    })
    void aLanguageModelChoosesByTheQuestion(String said, String meaning) throws Exception {
        var question = new JsonObject()
                .put("said", said)
                .put(
                        "meanings",
                        new JsonObject()
                                .put("book", "wants a new appointment, a check-up")
                                .put("move", "wants another time"));
        var wanted = new JsonObject()
                .put("messages", List.of(Map.of("role", "user", "content", question.encode())))
                .put("response_format", Map.of("type", "json_schema", "json_schema", Map.of("name", "meaning")));

        var answer = authorized("POST", control() + "/openai/v1/chat/completions", wanted.encode(), "a-key");

        var message = new JsonObject(answer.body())
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message");
        assertThat(new JsonObject(message.getString("content"))).isEqualTo(new JsonObject().put("meaning", meaning));
    }

    /** What a sync leans on: ids that clients give, conflicts, deleted events that stay, tokens that end. */
    @Test
    void theCalendarKeepsEventsAsGoogleDoes() throws Exception {
        var events = control() + "/google-calendar/calendar/v3/calendars/somebody%40example.org/events";
        var one = events + "/carillon0" + System.nanoTime();
        var insert = new JsonObject()
                .put("id", one.substring(one.lastIndexOf('/') + 1))
                .encode();
        var token = calendarToken("a-refresh-token").body();
        var bearer = new JsonObject(token).getString("access_token");

        assertThat(authorized("POST", events, insert, "none").statusCode()).isEqualTo(401);
        assertThat(authorized("DELETE", one, "", bearer).statusCode()).isEqualTo(404);
        assertThat(authorized("POST", events, insert, bearer).statusCode()).isEqualTo(200);
        assertThat(authorized("POST", events, insert, bearer).statusCode()).isEqualTo(409);
        assertThat(authorized("PATCH", one, "{\"summary\":\"x\"}", bearer).body())
                .contains("\"summary\":\"x\"");
        assertThat(authorized("DELETE", one, "", bearer).statusCode()).isEqualTo(204);
        assertThat(authorized("DELETE", one, "", bearer).statusCode()).isEqualTo(410);
        assertThat(authorized("POST", events, insert, bearer).statusCode()).isEqualTo(409);
        assertThat(authorized("GET", events, "", bearer).body()).doesNotContain(insert);
        assertThat(authorized("PATCH", one, "{\"status\":\"confirmed\"}", bearer)
                        .statusCode())
                .isEqualTo(200);
        assertThat(calendarToken("revoked-token").statusCode()).isEqualTo(400);
        send("POST", control() + "/google-calendar/__settings", "{\"revokeTokens\":true}");
        assertThat(authorized("GET", events, "", bearer).statusCode()).isEqualTo(401);
    }

    private static HttpResponse<String> calendarToken(String refreshToken) throws Exception {
        return authorized(
                "POST",
                control() + "/google-calendar/token",
                "grant_type=refresh_token&client_id=a&client_secret=b&refresh_token=" + refreshToken,
                "none");
    }

    private static HttpResponse<String> authorized(String method, String address, String body, String bearer)
            throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Authorization", "Bearer " + bearer)
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
