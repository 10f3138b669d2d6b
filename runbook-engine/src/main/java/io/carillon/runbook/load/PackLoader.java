package io.carillon.runbook.load;

import io.carillon.runbook.parse.PackOutcome;
import io.carillon.runbook.parse.PackParser;
import io.carillon.runbook.parse.Problem;
import io.carillon.runbook.rule.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds a pack by its name, checks it, and refuses one that holds a rule nobody evaluates: a rule that is silently
 * ignored is worse than a platform that does not start.
 */
public final class PackLoader {
    /** A name is part of a path; it must not lead out of the directory. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private final Optional<Path> directory;
    private final int speed;

    /**
     * @param directory whose {@code <name>.yaml} goes before the pack on the class path ({@code CARILLON_RUNBOOKS})
     * @param speed divides every duration ({@code CARILLON_SPEED}), 1 or more
     */
    public PackLoader(Optional<Path> directory, int speed) {
        if (speed < 1) {
            throw new IllegalArgumentException("speed is %d, expected 1 or more".formatted(speed));
        }
        this.directory = directory;
        this.speed = speed;
    }

    /** Reads, checks and scales a pack. A pack that is missing or unreadable is refused like a wrong one. */
    public PackOutcome load(String name) {
        String file = name + ".yaml";
        if (!NAME.matcher(name).matches()) {
            return refused(file, "'%s' is no pack name".formatted(name), "lower-case letters, digits and dashes");
        }
        try {
            String yaml = read(file);
            if (yaml == null) {
                return refused(file, "there is no pack '%s'".formatted(name), "a file in " + places());
            }
            return scaled(PackParser.parse(file, yaml, Watch::whyNot));
        } catch (CharacterCodingException _) {
            return refused(file, "it is not UTF-8", "a text file");
        } catch (IOException e) {
            return refused(file, "it cannot be read: " + e.getMessage(), "a readable file in " + places());
        }
    }

    private PackOutcome scaled(PackOutcome outcome) {
        return switch (outcome) {
            case PackOutcome.Refused refused -> refused;
            case PackOutcome.Loaded loaded ->
                new PackOutcome.Loaded(loaded.pack().scaled(speed));
        };
    }

    private @Nullable String read(String file) throws IOException {
        Path own = directory.map(path -> path.resolve(file)).orElse(null);
        if (own != null && Files.exists(own)) {
            return Files.readString(own);
        }
        try (InputStream bundled = PackLoader.class.getResourceAsStream("/runbooks/" + file)) {
            return bundled == null ? null : new String(bundled.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String places() {
        return directory.map(path -> path + " or among the bundled packs").orElse("the bundled packs");
    }

    private static PackOutcome refused(String file, String reason, String expected) {
        return new PackOutcome.Refused(List.of(new Problem(file, 0, reason, expected)));
    }
}
