package io.carillon.cli;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the platform is and who asks: options of every command that calls an operator's API. */
final class OperatorOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The platform's public address. Default: ${DEFAULT-VALUE}",
            defaultValue = "http://127.0.0.1:8080")
    @SuppressWarnings("NullAway.Init")
    private URI url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An operator's API key. CARILLON_API_KEY is the better place: it stays out of the shell's"
                    + " history. For an address of this machine the local development key is used where none is set.")
    private @Nullable String key;

    /** @throws ParameterException for the operator, when it cannot be called like that */
    OperatorApi api(Map<String, String> environment) {
        try {
            return OperatorApi.of(url, key, environment);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }
}
