package io.carillon.stack.launch;

import io.carillon.stack.server.QuietLogs;
import io.carillon.stack.server.ServerFailure;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of {@code ./carillon up | demo | ps | kill | restart | logs}; {@code carillon.root} is the repository. */
@Command(
        name = "carillon",
        description = "Runs Carillon on this machine.",
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            PsCommand.class,
            KillCommand.class,
            RestartCommand.class,
            LogsCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        QuietLogs.install();
        var line = new CommandLine(new Main());
        line.setExecutionExceptionHandler(Main::oneLine);
        System.exit(line.execute(args));
    }

    static Installation installation() {
        return Installation.of(Path.of(System.getProperty("carillon.root", "")).toAbsolutePath(), System.getenv());
    }

    static Clock clock() {
        return Clock.systemUTC();
    }

    /** What a person can act on is one line; anything else is ours and comes with its stack. */
    private static int oneLine(Exception failure, CommandLine line, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof ServerFailure || failure instanceof IllegalArgumentException) {
            System.err.println("carillon: " + failure.getMessage());
            return 1;
        }
        throw failure;
    }
}
