package io.carillon.cli;

import io.carillon.runbook.load.PackLoader;
import io.carillon.runbook.parse.PackOutcome;
import io.carillon.runbook.parse.PackParser;
import io.carillon.runbook.parse.Problem;
import io.carillon.runbook.rule.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a pack as the platform does, by name or as a file that is still being written. */
final class Packs {
    private static final int REAL_SPEED = 1;

    private final PackLoader loader;

    /** @param environment whose {@code CARILLON_RUNBOOKS} is the directory that goes before the bundled packs */
    Packs(Map<String, String> environment) {
        loader = new PackLoader(
                Optional.ofNullable(environment.get("CARILLON_RUNBOOKS"))
                        .filter(directory -> !directory.isBlank())
                        .map(Path::of),
                REAL_SPEED);
    }

    /** @param fileOrName a path where it has a slash or ends as YAML does; the name of a pack otherwise */
    PackOutcome read(String fileOrName) {
        return fileOrName.matches(".*(/|\\\\|\\.ya?ml$).*") ? readFile(fileOrName) : loader.load(fileOrName);
    }

    private static PackOutcome readFile(String file) {
        try {
            return PackParser.parse(file, Files.readString(Path.of(file)), Watch::whyNot);
        } catch (IOException e) {
            return new PackOutcome.Refused(
                    List.of(new Problem(file, 0, "it cannot be read: " + e, "a UTF-8 text file")));
        }
    }
}
