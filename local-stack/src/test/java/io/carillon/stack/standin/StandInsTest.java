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
import java.util.Base64;
import java.util.List;
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
        "POST, /twilio/2010-04-01/Accounts/ACdev/Messages.json, 201",
        "GET, /vapi/assistant, 200",
        "GET, /google-tts/v1/voices, 200",
        "GET, /elevenlabs/v1/user, 200",
        "GET, /elevenlabs/v1/models, 200",
        "GET, /openai/v1/models, 200",
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
}
