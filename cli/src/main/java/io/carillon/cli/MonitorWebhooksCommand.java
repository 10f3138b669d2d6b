package io.carillon.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks from outside whether callbacks are taken, and says when they are not (ledger R-WEB-07). */
@Command(
        name = "monitor-webhooks",
        description =
                "Ask /api/webhook-health again and again; print a dated line and send an alert when it is not 200.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The alert is one message when it begins to fail and one when it is over, as JSON {\"text\": …}, which Slack's"
                    + " incoming webhooks take. One that could not be sent is tried again with the next look.",
            "Exit code with --once: 0 callbacks are taken; 1 they are not, or there was no answer; 2 wrong usage."
        })
final class MonitorWebhooksCommand implements Callable<Integer> {
    private static final String PATH = "/api/webhook-health";
    private static final String ALERT = "SLACK_WEBHOOK_URL";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** It reads memory only: one who takes longer would be too late for Twilio too. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();

    /** Whether people were told that it fails. */
    private boolean alerted;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            description = "The platform's public address. Default: ${DEFAULT-VALUE}",
            defaultValue = "http://127.0.0.1:8080")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            description = "From one look to the next, 1 to 86400. Default: ${DEFAULT-VALUE}",
            defaultValue = "60")
    private int every;

    @Option(names = "--once", description = "Look once, and say by the exit code how it is.")
    private boolean once;

    @Option(
            names = "--alert",
            paramLabel = "URL",
            description = "Where the alert is posted. SLACK_WEBHOOK_URL is the better place: it stays out of the"
                    + " shell's history. Default: none, only lines.")
    private @Nullable String alert;

    MonitorWebhooksCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (every < 1 || every > 86_400) {
            throw usage("--every: expected 1 to 86400 seconds but was " + every);
        }
        URI health = URI.create(http("URL", url.toString()).toString().replaceFirst("/+$", "") + PATH);
        Optional<URI> people = Optional.ofNullable(alert)
                .or(() -> Optional.ofNullable(environment.get(ALERT)))
                .filter(text -> !text.isBlank())
                .map(text -> http(alert == null ? ALERT : "--alert", text));
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            boolean well = look(client, health, people);
            CountDownLatch never = new CountDownLatch(1);
            while (!once && !never.await(every, TimeUnit.SECONDS)) {
                well = look(client, health, people);
            }
            return well ? 0 : 1;
        }
    }

    private boolean look(HttpClient client, URI health, Optional<URI> people) throws InterruptedException {
        Optional<String> failure = failure(client, health);
        if (failure.isPresent()) {
            String line = "Webhook health check failed: %s (%s)".formatted(failure.get(), health);
            out().println(now() + " " + line);
            alerted = alerted || people.isPresent() && sent(client, people.get(), now() + " " + line);
        } else if (alerted) {
            String line = "%s Webhook health check is well again (%s)".formatted(now(), health);
            out().println(line);
            alerted = people.isPresent() && !sent(client, people.get(), line);
        }
        return failure.isEmpty();
    }

    private static Optional<String> failure(HttpClient client, URI health) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(health).timeout(PATIENCE).build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 ? Optional.empty() : Optional.of(Integer.toString(status));
        } catch (IOException e) {
            return Optional.of("no answer, " + e);
        }
    }

    /** The address is a secret: it is named in no line. */
    private boolean sent(HttpClient client, URI people, String text) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(people)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            json.createObjectNode().put("text", text).toString()))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                return true;
            }
            err().println(now() + " The alert was answered with " + status);
        } catch (IOException e) {
            err().println(now() + " The alert could not be sent: "
                    + e.getClass().getSimpleName());
        }
        return false;
    }

    private URI http(String name, String text) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Said below, without the text: an alert's address is a secret.
        }
        throw usage(name + ": expected http://host or https://host");
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
