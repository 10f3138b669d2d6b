package io.carillon.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Signs a test call, because a service that refuses unsigned callbacks cannot be tried with a bare curl. */
@Command(
        name = "sign",
        description = "Sign a Twilio test call and print a curl line for it, or send it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The auth token is read from TWILIO_AUTH_TOKEN. For an address of this machine the local development"
                    + " token is used where none is set.",
            "Exit code: 0 signed, or answered with 2xx; 1 another answer or none; 2 wrong usage."
        })
final class SignCommand implements Callable<Integer> {
    private static final String TOKEN = "TWILIO_AUTH_TOKEN";
    /** The local stack's lock; production refuses to start with it. */
    private static final String LOCAL_TOKEN = "dev-twilio-token";
    /** Twilio gives a connection this long. */
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The address as Twilio would call it; it is part of what is signed. Default: ${DEFAULT-VALUE}",
            defaultValue = "http://127.0.0.1:8080/api/voice/incoming")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Auth token. TWILIO_AUTH_TOKEN is the better place: it stays out of the shell's history.")
    private @Nullable String token;

    @Option(
            names = "-p",
            paramLabel = "KEY=VALUE",
            description = "A parameter of the call; may be repeated. Default: a ringing call to the demo clinic.",
            converter = Parameter.Converter.class)
    private List<Parameter> parameters = List.of();

    @Option(names = "--send", description = "Send the call and print status and body instead of the curl line.")
    private boolean send;

    SignCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw usage("--url: expected http://host/path or https://host/path but was '" + url + "'");
        }
        TestCall call = TestCall.ringing(url, parameters);
        if (send) {
            return send(call);
        }
        out().println(call.curl(authToken()));
        return 0;
    }

    private int send(TestCall call) throws InterruptedException {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpResponse<String> answer = http.send(call.request(authToken()), HttpResponse.BodyHandlers.ofString());
            out().println("HTTP " + answer.statusCode());
            out().println(answer.body());
            return answer.statusCode() / 100 == 2 ? 0 : 1;
        } catch (IOException e) {
            spec.commandLine().getErr().println("No answer from " + url + ": " + e);
            return 1;
        }
    }

    private String authToken() {
        String found = token != null ? token : environment.get(TOKEN);
        if (found != null && !found.isBlank()) {
            return found;
        }
        if (!loopback(url.getHost())) {
            throw usage("No auth token: set " + TOKEN + ". The development token is only used for this machine.");
        }
        return LOCAL_TOKEN;
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

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
