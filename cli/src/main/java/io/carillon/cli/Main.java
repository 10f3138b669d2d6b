package io.carillon.cli;

import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code carillon}. Exit codes: 0 done, 1 the answer is no, 2 wrong usage. */
@Command(
        name = "carillon",
        description = "Operations of AI phone receptionists, from a terminal.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        Packs packs = new Packs(environment);
        return new CommandLine(new Main())
                .addSubcommand(new SignCommand(environment))
                .addSubcommand(new MonitorWebhooksCommand(environment, Clock.systemUTC()))
                .addSubcommand(new TwilioUrlsCommand(environment))
                .addSubcommand(new FixDoctorSchedulesCommand(environment))
                .addSubcommand(new CommandLine(new PackCommand())
                        .addSubcommand(new PackCheckCommand(packs))
                        .addSubcommand(new PackShowCommand(packs)));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"carillon " + (version == null ? "(not packaged)" : version)};
        }
    }
}
