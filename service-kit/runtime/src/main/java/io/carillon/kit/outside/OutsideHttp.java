package io.carillon.kit.outside;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.carillon.kit.log.SlowLog;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Asks a service outside over HTTP, once, behind its circuit: whatever comes of it is a value, and what takes long is told
 * ({@link SlowLog}). Blocks: ask on a virtual thread.
 */
public final class OutsideHttp {

    private final Circuit circuit;
    private final HttpClient http;

    /** @param connect time-out of connecting */
    public OutsideHttp(Circuit circuit, Duration connect) {
        this.circuit = circuit;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .build();
    }

    /**
     * @param request with a time-out for all of it
     * @param answered what an answer means, of whatever status
     * @param unanswered what it means that there is none
     * @param outage whether this counts against the service, as an answer that refuses one request does not
     */
    public <B, T> T ask(
            Class<T> type,
            HttpRequest request,
            BodyHandler<B> body,
            Function<HttpResponse<B>, ? extends T> answered,
            Function<NoAnswer, ? extends T> unanswered,
            Predicate<T> outage) {
        return circuit.call(
                type,
                () -> exchange(request, body, answered, unanswered),
                outage,
                none -> unanswered.apply(
                        switch (none) {
                            case OPEN, FULL -> NoAnswer.NOT_ASKED;
                            case TIMEOUT -> NoAnswer.TIMEOUT;
                        }));
    }

    private <B, T> T exchange(
            HttpRequest request,
            BodyHandler<B> body,
            Function<HttpResponse<B>, ? extends T> answered,
            Function<NoAnswer, ? extends T> unanswered) {
        HttpResponse<B> response;
        try {
            response = SlowLog.<HttpResponse<B>, IOException>outside(circuit.service(), () -> sent(request, body));
        } catch (HttpConnectTimeoutException | ConnectException e) {
            return unanswered.apply(NoAnswer.UNREACHABLE);
        } catch (HttpTimeoutException e) {
            return unanswered.apply(NoAnswer.TIMEOUT);
        } catch (IOException e) {
            return unanswered.apply(
                    e.getCause() instanceof UnresolvedAddressException
                            ? NoAnswer.UNREACHABLE
                            : NoAnswer.CONNECTION_LOST);
        }
        return answered.apply(response);
    }

    /** Within the request's time-out to the end of the body; the client's own ends with the headers. */
    private <B> HttpResponse<B> sent(HttpRequest request, BodyHandler<B> body) throws IOException {
        var exchange = http.sendAsync(request, body);
        try {
            return exchange.get(request.timeout().map(Duration::toNanos).orElse(Long.MAX_VALUE), NANOSECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new HttpTimeoutException("no whole answer in time");
        } catch (InterruptedException e) {
            // By the guard's time limit, or by the end of the service.
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new HttpTimeoutException("interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        }
    }
}
