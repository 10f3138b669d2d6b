package io.carillon.alerting.notify;

import io.carillon.kit.log.SlowLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Posts JSON to a channel's address and reads the answer in the one way both channels share. */
final class HttpPost {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpClient client;
    private final Duration limit;

    /** @param limit for the whole exchange */
    HttpPost(Duration limit) {
        this.client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        this.limit = limit;
    }

    /** @param success says what a 2xx answer means on this channel */
    Delivery send(URI address, String json, Function<HttpResponse<String>, Delivery> success) {
        var request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        try {
            var answer = answered(request);
            return answer.statusCode() / 100 == 2 ? success.apply(answer) : refusalOf(answer);
        } catch (HttpTimeoutException e) {
            return Delivery.Later.because("timeout");
        } catch (IOException e) {
            return Delivery.Later.because("network: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Delivery.Later.because("interrupted");
        }
    }

    private HttpResponse<String> answered(HttpRequest request) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try {
            return client.send(request, BodyHandlers.ofString());
        } finally {
            SlowLog.outside("notification", Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private static Delivery refusalOf(HttpResponse<String> answer) {
        var status = answer.statusCode();
        if (status == 429 || status / 100 == 5) {
            return new Delivery.Later("status " + status, retryAfter(answer));
        }
        return new Delivery.Refused("status " + status);
    }

    /** {@code Retry-After} in seconds; its date form is not sent by our channels and counts as absent. */
    private static Optional<Duration> retryAfter(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,5}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
