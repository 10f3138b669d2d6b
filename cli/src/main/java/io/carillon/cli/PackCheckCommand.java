package io.carillon.cli;

import io.carillon.runbook.parse.PackOutcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether the platform would start with a pack, and if not, every reason at once. */
@Command(
        name = "check",
        description = "Check a pack as the platform does when it starts.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 it is right; 1 it is refused; 2 wrong usage."})
final class PackCheckCommand implements Callable<Integer> {
    private final Packs packs;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|NAME", description = "A YAML file, or the name of a pack.")
    @SuppressWarnings("NullAway.Init")
    private String pack;

    PackCheckCommand(Packs packs) {
        this.packs = packs;
    }

    @Override
    public Integer call() {
        return switch (packs.read(pack)) {
            case PackOutcome.Loaded _ -> {
                spec.commandLine().getOut().println("ok");
                yield 0;
            }
            case PackOutcome.Refused(var problems) -> {
                problems.forEach(spec.commandLine().getOut()::println);
                yield 1;
            }
        };
    }
}
