package io.carillon.bench;

import io.carillon.bench.booking.BookingCommand;
import io.carillon.bench.webhook.WebhookCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The entry of {@code ./carillon bench}; {@code carillon.root} is the repository, whose services must be built. */
@Command(
        name = "bench",
        description = "Measures the built platform on this machine and prints a page of figures.",
        mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {

    /** One that the probes' interval divides, as in the packs, and one that it does not. */
    private static final List<Duration> HOLDS = List.of(Duration.ofSeconds(1), Duration.ofMillis(1_500));

    /** What can be measured. */
    enum Figure {
        platform,
        detection
    }

    @Parameters(arity = "0..*", description = "what to measure: ${COMPLETION-CANDIDATES} (default: all)")
    private List<Figure> figures = List.of(Figure.values());

    @Option(names = "--starts", defaultValue = "3", description = "warm starts (default ${DEFAULT-VALUE})")
    private int starts;

    @Option(names = "--rounds", defaultValue = "5", description = "rounds of ten outages (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--write", paramLabel = "FILE", description = "also writes the page there")
    private Optional<Path> file = Optional.empty();

    private final Path root;
    private final Surroundings surroundings;
    private final List<String> neighbours = new ArrayList<>();

    private Main(Path root, Clock clock) {
        this.root = root;
        this.surroundings = new Surroundings(root, clock);
    }

    public static void main(String[] arguments) {
        var root = Path.of(System.getProperty("carillon.root", "")).toAbsolutePath();
        // Whoever ends us ends the platform that we have started: its launcher, which stops the rest.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroy), "end"));
        var clock = Clock.systemUTC();
        System.exit(new CommandLine(new Main(root, clock))
                .addSubcommand(new BookingCommand(root, clock))
                .addSubcommand(new WebhookCommand(root, clock))
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var sections = new ArrayList<String>();
        look("before");
        for (var figure : figures) {
            sections.add(
                    switch (figure) {
                        case platform -> Report.starts(Starts.measure(root, work("platform"), starts));
                        case detection -> Report.detections(detections());
                    });
            look("after " + figure);
        }
        sections.addFirst(Report.surroundings(surroundings, neighbours));
        var page = "# Figures\n\n" + String.join("\n", sections);
        System.out.println(page);
        if (file.isPresent()) {
            Files.createDirectories(file.get().toAbsolutePath().getParent());
            Files.writeString(file.get(), page);
        }
        return 0;
    }

    private List<Detections> detections() throws IOException {
        var all = new ArrayList<Detections>();
        for (var hold : HOLDS) {
            all.add(Detections.measure(root, work("detection"), hold, rounds));
        }
        return all;
    }

    private void look(String when) {
        neighbours.add(when + ": " + surroundings.neighbours());
    }

    private Path work(String figure) {
        return root.resolve("bench/target").resolve(figure);
    }
}
