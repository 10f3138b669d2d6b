package io.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The programs to compare with. They are run from a copy: they install their packages beside themselves, and their own
 * directory is not ours to write to.
 *
 * @param directory the copy
 */
public record Peers(Path directory) {

    private static final String SETTING = "CARILLON_PEERS";
    private static final List<String> ALWAYS = List.of("infra", "lib");
    private static final Set<String> LEFT_OUT = Set.of("node_modules", "results");

    /**
     * @param root the repository, beside which they are looked for unless {@code CARILLON_PEERS} says where they are
     * @param peer the one that is wanted, for example {@code booking-peer}
     * @throws Missing when they are not there
     */
    public static Path find(Path root, Map<String, String> environment, String peer) {
        var named = environment.get(SETTING);
        var directory = named == null
                ? root.resolveSibling("shared").resolve("peers")
                : Path.of(named).toAbsolutePath();
        for (var needed : parts(peer)) {
            if (!Files.isDirectory(directory.resolve(needed))) {
                throw new Missing("%s has no %s: set %s to the directory of the peers (%s)"
                        .formatted(directory, needed, SETTING, String.join(", ", parts(peer))));
            }
        }
        return directory;
    }

    /** Packages that were installed in the copy before stay. */
    public static Peers copied(Path from, Path to, String peer) throws IOException {
        for (var part : parts(peer)) {
            try (var files = Files.walk(from.resolve(part))) {
                for (var file : files.toList()) {
                    copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
        return new Peers(to);
    }

    private static void copy(Path file, Path target) throws IOException {
        for (var name : file) {
            if (LEFT_OUT.contains(name.toString())) {
                return;
            }
        }
        if (Files.isDirectory(file)) {
            Files.createDirectories(target);
        } else {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> parts(String peer) {
        return Stream.concat(Stream.of(peer), ALWAYS.stream()).toList();
    }

    public Path script(String name) {
        return directory.resolve(name);
    }
}
