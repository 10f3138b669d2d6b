package io.carillon.stack;

import io.carillon.stack.client.TestStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The one stack of this module's tests: the same that every service's tests attach to. */
public final class SharedStack {

    public static final TestStack STACK = TestStack.attach("localstack");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SharedStack() {}

    /** The address of the control port, for what the client has no method for. */
    public static String control() {
        return STACK.standInUrl("").replaceAll("/$", "");
    }

    public static HttpResponse<String> send(String method, String url, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
