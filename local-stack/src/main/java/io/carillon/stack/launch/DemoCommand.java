package io.carillon.stack.launch;

import io.carillon.stack.server.DirectoryTree;
import io.carillon.stack.server.Ports;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The story of issue 1 on a platform of its own, which may run beside an {@code up}. */
@Command(
        name = "demo",
        description = "Starts everything on free ports, plays the story, checks each step, and stops all of it.")
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--speed", defaultValue = "12", description = "divides every duration of the pack (default 12)")
    private int speed;

    @Option(names = "--pack", description = "the platform's runbook pack")
    private Optional<String> pack = Optional.empty();

    @Option(
            names = "--train",
            description =
                    "lets the services write down what they have learned (an AOT cache each), so that they start in"
                            + " half the time from then on, until they are built anew; takes some minutes")
    private boolean training;

    @Override
    public Integer call() {
        var root = Main.installation().root();
        var data = root.resolve("target/demo-" + ProcessHandle.current().pid());
        var installation = new Installation(root, Ports.free(RandomGenerator.getDefault()), data);
        var progress = new Progress(System.out, Main.clock());
        var options = new Options(Map.of(), pack, speed, training);
        progress.say("Carillon's demo: the pack's durations are divided by %d; all is real but the outside world.%n"
                .formatted(speed));
        var platform = new Platform(installation, options, progress, Main.clock());
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "platform-end"));
        platform.start();
        var stage = new Stage(installation, progress, Main.clock());
        var told = new Story(stage).play();
        if (training) {
            progress.say("The services stop and write down what they have learned.");
        }
        platform.close();
        if (told) {
            DirectoryTree.delete(data);
            return 0;
        }
        progress.say("The logs are in " + installation.logs());
        return 1;
    }
}
