package io.carillon.stack.standin;

import static io.carillon.stack.SharedStack.control;
import static io.carillon.stack.SharedStack.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioTest {

    private static final String MESSAGES = "/twilio/2010-04-01/Accounts/ACdev/Messages";
    private static final String NUMBERS = "/twilio/2010-04-01/Accounts/ACdev/IncomingPhoneNumbers";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    @AfterEach
    void forgetful() throws Exception {
        settings("{\"reset\":true}");
    }

    @Test
    void aMessageIsKeptAndFoundAgain() throws Exception {
        var sid = created("+15550001111", "first").getString("sid");
        created("+15550002222", "second");

        assertThat(listed("?To=%2B15550001111"))
                .extracting(message -> message.getString("sid"))
                .containsExactly(sid);
        assertThat(listed("?To=%2B15550001111&From=%2B15559990000")).isEmpty();
        assertThat(listed("?PageSize=1"))
                .extracting(message -> message.getString("body"))
                .containsExactly("second");
        assertThat(new JsonObject(get("/" + sid + ".json").body()).getString("body"))
                .isEqualTo("first");
        assertThat(get("/SMnone.json").statusCode()).isEqualTo(404);
    }

    @Test
    void whatWaitsHasNoDateAndIsListedWithoutOne() throws Exception {
        settings("{\"held\":true}");
        created("+15550001111", "waits");
        var today = LocalDate.now(ZoneOffset.UTC);

        assertThat(listed("?To=%2B15550001111")).hasSize(1);
        assertThat(listed("?To=%2B15550001111&DateSent%3E=" + today.minusDays(1)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"%2B15005550001, 21211", "%2B15005550004, 21610", "%2B15005550009, 21614"})
    void testNumbersAreRefusedAsDocumented(String to, int code) throws Exception {
        var refused = post("To=%s&From=%%2B15559990000&Body=x".formatted(to));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(refused.body()).getInteger("code")).isEqualTo(code);
    }

    @Test
    void aMessageWhoseAnswerIsLostIsThere() throws Exception {
        settings("{\"loseAnswers\":1}");

        assertThatThrownBy(() -> created("+15550001111", "lost")).isInstanceOf(IOException.class);
        assertThat(listed("?To=%2B15550001111")).hasSize(1);
        settings("{\"hidden\":true}");
        assertThat(listed("?To=%2B15550001111")).isEmpty();
    }

    @Test
    void refusesAsManyTimesAsTold() throws Exception {
        settings("{\"refuse\":{\"status\":429,\"code\":20429,\"retryAfter\":7,\"times\":1}}");

        var refused = post("To=%2B15550001111&From=%2B15559990000&Body=x");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("7");
        assertThat(post("To=%2B15550001111&From=%2B15559990000&Body=x").statusCode())
                .isEqualTo(201);
    }

    /** In any order: each is told on its own, as by Twilio. */
    @Test
    void toldWhatBecameOfIt() throws Exception {
        var heard = new ConcurrentHashMap<String, String>();
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            heard.put(body, exchange.getRequestHeaders().getFirst("X-Twilio-Signature"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            settings("{\"fates\":[{\"status\":\"undelivered\",\"errorCode\":30008}]}");
            var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/status?message=1";

            post("To=%2B15550001111&From=%2B15559990000&Body=x&StatusCallback=" + URLEncoder.encode(url, UTF_8));

            await().atMost(10, TimeUnit.SECONDS).until(() -> heard.size() == 2);
            assertThat(heard.keySet())
                    .anySatisfy(body -> assertThat(body).contains("MessageStatus=sent"))
                    .anySatisfy(body -> assertThat(body)
                            .contains("MessageStatus=undelivered")
                            .contains("ErrorCode=30008"));
            heard.forEach((body, signature) -> assertThat(signature).isEqualTo(TwilioSignature.of(url, fields(body))));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nobodyComesInWithoutCredentials() throws Exception {
        assertThat(send("GET", control() + MESSAGES + ".json", "").statusCode()).isEqualTo(401);
    }

    private static Map<String, String> fields(String body) {
        var fields = new TreeMap<String, String>();
        for (var field : body.split("&")) {
            var parts = field.split("=", 2);
            fields.put(parts[0], java.net.URLDecoder.decode(parts[1], UTF_8));
        }
        return fields;
    }

    @Test
    void numbersAreListedPageByPageAndChanged() throws Exception {
        assertThat(numbers(NUMBERS + ".json").getJsonArray("incoming_phone_numbers").stream()
                        .map(number -> ((JsonObject) number).getString("voice_url")))
                .hasSize(2)
                .allMatch(url -> url.endsWith("/api/voice/incoming"));
        send(
                "PUT",
                control() + "/twilio/__numbers",
                "{\"numbers\":[{\"phone_number\":\"+15550000001\"},{\"phone_number\":\"+15550000002\"}],\"largestPage\":1}");

        var first = numbers(NUMBERS + ".json?PageSize=1000");
        var last = numbers("/twilio" + first.getString("next_page_uri"));
        var sid = last.getJsonArray("incoming_phone_numbers").getJsonObject(0).getString("sid");
        var changed = HTTP.send(
                to(NUMBERS + "/" + sid + ".json")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("VoiceUrl=https%3A%2F%2Fa.example%2Fx&VoiceMethod=GET"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(last.getString("next_page_uri")).isNull();
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(changed.body()).getString("phone_number")).isEqualTo("+15550000002");
        assertThat(send("GET", control() + "/twilio/__numbers", "").body())
                .contains("https://a.example/x", "\"voice_method\":\"GET\"");
    }

    private static JsonObject numbers(String path) throws Exception {
        return new JsonObject(
                HTTP.send(to(path).GET().build(), BodyHandlers.ofString()).body());
    }

    private static JsonObject created(String to, String body) throws Exception {
        var answer = post("To=%s&From=%s&Body=%s"
                .formatted(URLEncoder.encode(to, UTF_8), URLEncoder.encode("+15550009999", UTF_8), body));
        assertThat(answer.statusCode()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    private static List<JsonObject> listed(String query) throws Exception {
        return new JsonObject(get(".json" + query).body())
                .getJsonArray("messages", new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .collect(Collectors.toList());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String form) throws Exception {
        return HTTP.send(
                request(".json")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return to(MESSAGES + path);
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(control() + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("ACdev:secret".getBytes(UTF_8)));
    }

    private static void settings(String json) throws Exception {
        assertThat(send("POST", control() + "/twilio/__settings", json).statusCode())
                .isEqualTo(204);
    }
}
