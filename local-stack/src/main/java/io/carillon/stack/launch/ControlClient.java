package io.carillon.stack.launch;

import io.carillon.stack.server.ServerFailure;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The switches of a running {@code ./carillon up}, over its control port. */
final class ControlClient {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String control;

    ControlClient(Installation installation) {
        this.control = installation.control();
    }

    List<JsonObject> processes() {
        return rows(send("GET", "/__processes", ""));
    }

    List<JsonObject> killProcess(String name) {
        return rows(send("POST", "/__processes/" + name + "/kill", ""));
    }

    List<JsonObject> restartProcess(String name) {
        return rows(send("POST", "/__processes/" + name + "/restart", ""));
    }

    void stopServer(String name) {
        send("POST", "/__servers/" + name + "/stop", "");
    }

    void startServer(String name) {
        send("POST", "/__servers/" + name + "/start", "");
    }

    /** The bodies that a stand-in was sent, oldest first. */
    List<String> requests(String standIn) {
        return new JsonArray(send("GET", "/__requests/" + standIn, ""))
                .stream().map(String::valueOf).toList();
    }

    private static List<JsonObject> rows(String body) {
        return new JsonArray(body).stream().map(JsonObject.class::cast).toList();
    }

    private String send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(control + path))
                .timeout(LIMIT)
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new ServerFailure(new JsonObject(response.body()).getString("detail", response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new ServerFailure(
                    "nothing answers at %s: is ./carillon up running, with this CARILLON_PORT_BASE?".formatted(control),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted", e);
        }
    }
}
