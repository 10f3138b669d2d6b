package io.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/**
 * A command that measures a service against a peer in one run and prints the page. Ends with 0 when every target was met,
 * with 2 when something it needs is missing, with 3 when a target was not met.
 */
public abstract class SideBySide implements Callable<Integer> {

    private static final int MISSING = 2;
    private static final int NOT_MET = 3;

    @Option(
            names = "--jvm",
            defaultValue = ServiceJvm.FLAGS,
            description = "the service's flags (default ${DEFAULT-VALUE})")
    private String jvm = ServiceJvm.FLAGS;

    @Option(
            names = "--untrained",
            description = "start the service without an AOT cache, as on a machine on which nobody has made one")
    private boolean untrained;

    @Option(names = "--write", paramLabel = "FILE", description = "also writes the page there")
    private Optional<Path> file = Optional.empty();

    private final String name;
    private final String title;
    private final String peer;
    private final Path root;
    private final Clock clock;
    private final Surroundings surroundings;
    private final Progress progress = new Progress(System.out);

    /**
     * @param name of the command
     * @param title of the page
     * @param peer to measure against
     */
    protected SideBySide(String name, String title, String peer, Path root, Clock clock) {
        this.name = name;
        this.title = title;
        this.peer = peer;
        this.root = root;
        this.clock = clock;
        this.surroundings = new Surroundings(root, clock);
    }

    /**
     * What was found.
     *
     * @param page Markdown, without title and surroundings
     */
    public record Outcome(List<Target> targets, String page) {}

    /**
     * @param found where the peer is; to be copied first
     * @param searched the value of {@code PATH}
     * @throws Missing when a program is not there, before anything is started
     */
    protected abstract Outcome measured(Path found, String searched) throws IOException, SQLException;

    @Override
    public final Integer call() throws IOException, SQLException {
        try {
            if (!System.getProperty("user.name", "").equals("root")) {
                throw new Missing("the peers' script starts PostgreSQL as user postgres: run this as root");
            }
            var found = Peers.find(root, System.getenv(), peer);
            var neighbours = new ArrayList<>(List.of("before: " + surroundings.neighbours()));
            var outcome = measured(found, System.getenv().getOrDefault("PATH", ""));
            neighbours.add("after: " + surroundings.neighbours());
            print("# " + title + "\n\n" + Report.surroundings(surroundings, neighbours) + outcome.page());
            return outcome.targets().stream().allMatch(Target::met) ? 0 : NOT_MET;
        } catch (Missing e) {
            System.err.println("carillon bench " + name + ": " + e.getMessage());
            return MISSING;
        }
    }

    private void print(String page) throws IOException {
        System.out.println(page);
        if (file.isPresent()) {
            Files.createDirectories(file.get().toAbsolutePath().getParent());
            Files.writeString(file.get(), page);
        }
    }

    protected final Path root() {
        return root;
    }

    protected final Clock clock() {
        return clock;
    }

    protected final Progress progress() {
        return progress;
    }

    /** The service's JVM, untrained. */
    protected final List<String> flags() {
        return ServiceJvm.flags(jvm);
    }

    /** What trains the service under the load that it is measured under. */
    @FunctionalInterface
    protected interface Lesson {

        /** @param flags with which to start it; it is to be stopped again */
        void teach(List<String> flags) throws IOException, SQLException;
    }

    /**
     * The flags of the service's JVM. Unless that is not wanted it is trained first, so that it starts with the classes
     * and method profiles of a run before (JEP 514, 515), as an image that is built with a training run does.
     *
     * @param work where the cache lies
     */
    protected final List<String> trained(Path work, Lesson lesson) throws IOException, SQLException {
        if (untrained) {
            return flags();
        }
        progress.say("training the service");
        var cache = work.resolve("service.aot");
        lesson.teach(ServiceJvm.with(flags(), "-XX:AOTCacheOutput=" + cache));
        progress.say("trained: an AOT cache of %d MiB", Files.size(cache) >> 20);
        return ServiceJvm.with(flags(), "-XX:AOTCache=" + cache);
    }
}
