package io.carillon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The platform's own paths, called with an operator's key. */
final class OperatorApi {
    private static final String KEY = "CARILLON_API_KEY";
    /** The local stack's lock; production refuses to start with it. */
    private static final String LOCAL_KEY = "dev-operator-key";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A repair works through many rows. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final JsonMapper JSON = new JsonMapper();

    private final String base;
    private final String key;

    private OperatorApi(String base, String key) {
        this.base = base;
        this.key = key;
    }

    /** What came back. */
    sealed interface Answer {

        /** 2xx with a JSON body. */
        record Given(JsonNode body) implements Answer {}

        /** @param why for the operator, one line */
        record Missing(String why) implements Answer {}
    }

    /**
     * @param key null for the environment's
     * @throws IllegalArgumentException for the operator, when it cannot be called like that
     */
    static OperatorApi of(URI url, @Nullable String key, Map<String, String> environment) {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("--url: expected http://host or https://host but was '" + url + "'");
        }
        String found = key != null ? key : environment.get(KEY);
        if (found == null || found.isBlank()) {
            if (!loopback(url.getHost())) {
                throw new IllegalArgumentException(
                        "No API key: set " + KEY + ". The development key is only used for this machine.");
            }
            found = LOCAL_KEY;
        }
        if (!found.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("The API key is not one: expected visible ASCII characters.");
        }
        return new OperatorApi(url.toString().replaceFirst("/+$", ""), found);
    }

    /** Posts nothing to {@code path} and reads the answer. */
    Answer post(String path) throws InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(PATIENCE)
                    .header("X-API-Key", key)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() / 100 == 2 && body.isObject()) {
                return new Answer.Given(body);
            }
            return new Answer.Missing("Refused with %d: %s %s"
                    .formatted(
                            answer.statusCode(),
                            body.path("code").asText(),
                            body.path("detail").asText()));
        } catch (JsonProcessingException e) {
            return new Answer.Missing("No answer that is understood from " + base + ": is it Carillon's address?");
        } catch (IOException e) {
            return new Answer.Missing("No answer from " + base + ": " + e);
        }
    }

    /** By the name alone: asking DNS would let a name that points here today decide over a secret tomorrow. */
    private static boolean loopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
