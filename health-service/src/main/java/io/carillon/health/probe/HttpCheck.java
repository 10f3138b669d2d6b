package io.carillon.health.probe;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;

/**
 * Kind {@code http}: one request, judged by its status.
 *
 * @param limit from the first packet to the last byte of the body
 * @param wanted the statuses that mean up
 */
record HttpCheck(HttpClient client, HttpRequest request, Duration limit, IntPredicate wanted) implements Check {

    @Override
    public CheckResult run() throws InterruptedException {
        // A request's own timeout ends with the headers; the future's also covers a body that never ends.
        var answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            var status = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return wanted.test(status) ? CheckResult.UP : CheckResult.down(Reason.status(status));
        } catch (TimeoutException e) {
            return CheckResult.down(Reason.TIMEOUT);
        } catch (ExecutionException e) {
            return CheckResult.down(why(e));
        } finally {
            answer.cancel(true);
        }
    }

    private static Reason why(ExecutionException e) {
        // A closed connection is a plain IOException ("header parser received no bytes").
        return NetworkReason.of(e).orElse(e.getCause() instanceof IOException ? Reason.RESET : Reason.BROKEN_CHECK);
    }
}
