package io.carillon.webhook.vapi;

import io.carillon.kit.metrics.Metrics;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.directory.Clinic;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The tool calls of one message: side by side, within one budget, answered in order. What is not done in time is answered
 * without it; booking-service was told an earlier time, after which it writes nothing, so nothing is done that nobody hears
 * of.
 */
@ApplicationScoped
class ToolCalls {

    private static final Logger LOG = Logger.getLogger(ToolCalls.class);

    /** Of one message; a model that wants more is in a loop. */
    static final int MOST = 16;

    private final Toolbox toolbox;
    private final Offering offering;
    private final VapiSettings settings;
    private final Metrics metrics;
    private final ExecutorService virtualThreads;
    private final Clock clock;

    ToolCalls(
            Toolbox toolbox,
            Offering offering,
            VapiSettings settings,
            Metrics metrics,
            @VirtualThreads ExecutorService virtualThreads,
            Clock clock) {
        this.toolbox = toolbox;
        this.offering = offering;
        this.settings = settings;
        this.metrics = metrics;
        this.virtualThreads = virtualThreads;
        this.clock = clock;
    }

    /** A tool call, and on which call. */
    private record Wanted(ToolCall call, ToolContext on) {}

    /**
     * One result for each call, in order. Blocks until {@code deadline} at the latest: call it on a virtual thread.
     */
    List<ToolResult> results(VapiMessage message, Clinic clinic, Deadline deadline) {
        var calls = message.toolCalls();
        var wanted = calls.stream()
                .limit(MOST)
                .map(call -> new Wanted(call, context(message, call, calls.indexOf(call), clinic, deadline)))
                .toList();
        var results = new HashMap<Wanted, ToolResult>();
        // Bookings first: a search beside them must not put on hold what they want, nor offer what they took.
        run(wanted, one -> !isSearch(one), deadline, results);
        wanted.stream().filter(ToolCalls::isSearch).findFirst().ifPresent(search -> {
            var letGo = virtualThreads.submit(() -> {
                offering.letGoOfOffers(search.on());
                return new ToolResult.Done("");
            });
            var unused = inTime(letGo, deadline);
            run(wanted, ToolCalls::isSearch, deadline, results);
        });
        var inOrder = new ArrayList<ToolResult>();
        wanted.forEach(one -> inOrder.add(Objects.requireNonNull(results.get(one))));
        calls.stream()
                .skip(MOST)
                .forEach(tooMany -> inOrder.add(ToolResult.failed(
                        "TOO_MANY", "more than %d tool calls at once; nothing was done".formatted(MOST))));
        return inOrder;
    }

    private static boolean isSearch(Wanted wanted) {
        return wanted.call().name().equals(CheckAvailability.NAME);
    }

    private ToolContext context(VapiMessage message, ToolCall call, int index, Clinic clinic, Deadline deadline) {
        var step = call.id().isEmpty() ? "#" + index : call.id();
        return new ToolContext(
                Objects.requireNonNullElse(message.callId(), step),
                step,
                clinic,
                message.callerNumber(),
                new Deadline(deadline.at().minus(settings.margin())));
    }

    private void run(List<Wanted> all, Predicate<Wanted> which, Deadline deadline, Map<Wanted, ToolResult> results) {
        var running = new HashMap<Wanted, Future<ToolResult>>();
        all.stream()
                .filter(which)
                .forEach(one -> running.computeIfAbsent(
                        one, unused -> virtualThreads.submit(() -> toolbox.call(one.call(), one.on()))));
        running.forEach((one, future) -> results.put(one, counted(one, inTime(future, deadline))));
    }

    private ToolResult inTime(Future<? extends ToolResult> running, Deadline deadline) {
        try {
            var left = Duration.between(clock.instant(), deadline.at());
            return running.get(Math.max(left.toMillis(), 0), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("a tool of Vapi was not done within %s", settings.deadline());
            return ToolResult.failed(
                    "LATE",
                    "the calendar did not answer in time; nothing is promised, and the caller"
                            + " may be asked to wait while you try again");
        } catch (ExecutionException e) {
            LOG.error("exception in a tool of Vapi", e.getCause());
            return ToolResult.failed("INTERNAL", "this did not work; nothing is promised");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ToolResult.unavailable();
        }
    }

    private ToolResult counted(Wanted one, ToolResult result) {
        var outcome = switch (result) {
            case ToolResult.Done done -> "done";
            case ToolResult.Failed(String text) -> text.substring(0, text.indexOf(':'));
        };
        metrics.count("vapi.tools", Map.of("tool", toolbox.label(one.call().name()), "outcome", outcome));
        return result;
    }
}
