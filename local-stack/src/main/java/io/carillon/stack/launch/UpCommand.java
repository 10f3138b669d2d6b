package io.carillon.stack.launch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything on this machine until Ctrl-C. */
@Command(name = "up", description = "Starts everything, says what to open and try, and stops all of it on Ctrl-C.")
final class UpCommand implements Callable<Integer> {

    @Option(names = "--replicas", description = "more than one replica of a service, for example webhook=2")
    private Map<String, Integer> replicas = new HashMap<>();

    @Option(names = "--pack", description = "the platform's runbook pack")
    private Optional<String> pack = Optional.empty();

    @Option(names = "--speed", defaultValue = "1", description = "divides every duration of the pack (default 1)")
    private int speed;

    @Override
    public Integer call() throws InterruptedException {
        var installation = Main.installation();
        var progress = new Progress(System.out, Main.clock());
        var options = new Options(byService(), pack, speed, false);
        var platform = new Platform(installation, options, progress, Main.clock());
        // Also what ends a start that failed half way.
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "platform-end"));
        platform.start();
        new Welcome(installation, options, Main.clock()).print(progress);
        new CountDownLatch(1).await();
        return 0;
    }

    private Map<Service, Integer> byService() {
        var counts = new HashMap<Service, Integer>();
        replicas.forEach((name, count) -> counts.put(
                Service.named(name)
                        .orElseThrow(
                                () -> new IllegalArgumentException("--replicas: there is no service %s; there are %s"
                                        .formatted(name, Service.shortNames()))),
                count));
        return counts;
    }
}
