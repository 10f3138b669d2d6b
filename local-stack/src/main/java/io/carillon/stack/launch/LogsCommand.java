package io.carillon.stack.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A service's or server's log, from its file: it can be read also when nothing runs. */
@Command(name = "logs", description = "Prints the log of a service or server.")
final class LogsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "SERVICE",
            description = "a service, one replica (webhook-service-1) or a server (kafka, postgres, …)")
    private String name = "";

    @Option(names = "-f", description = "goes on as it grows")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var installation = Main.installation();
        var file = installation.log(
                Service.named(name).map(service -> service.fullName() + "-0").orElse(name));
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(
                    "there is no log %s; services are %s".formatted(file, Service.shortNames()));
        }
        var command = new ArrayList<>(List.of("tail", "-n", "1000"));
        if (follow) {
            command.add("-f");
        }
        command.add(file.toString());
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
