package io.carillon.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where and when something was measured, and what else ran there. */
public final class Surroundings {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Path root;
    private final Clock clock;

    public Surroundings(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    LocalDate date() {
        return LocalDate.now(clock);
    }

    /** The commit that the working tree is at, and whether it differs from it. */
    String commit() throws IOException {
        var changed = git("status", "--porcelain").isEmpty() ? "" : ", with uncommitted changes";
        return git("rev-parse", "--short", "HEAD") + changed;
    }

    String machine() {
        return "%d cores (%s), %.1f GiB of memory"
                .formatted(
                        SYSTEM.getAvailableProcessors(),
                        SYSTEM.getArch(),
                        SYSTEM.getTotalMemorySize() / (double) (1L << 30));
    }

    String kernel() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    String jdk() {
        return System.getProperty("java.vendor") + " " + Runtime.version();
    }

    /** One phrase: the load of the last minute and the other JVMs, at this moment. */
    public String neighbours() {
        var self = ProcessHandle.current();
        var others = ProcessHandle.allProcesses()
                .filter(process -> !process.equals(self))
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("/java"))
                        .isPresent())
                .count();
        return String.format(Locale.ROOT, "load %.2f, %d other JVMs", SYSTEM.getSystemLoadAverage(), others);
    }

    private String git(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        var git = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = git.getInputStream()) {
            var said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            var code = git.waitFor();
            if (code != 0) {
                throw new IOException("git ended with code %d: %s".formatted(code, said));
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git ran", e);
        }
    }
}
