package io.carillon.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Programs that a run needs and that nothing here installs. */
public final class Programs {

    private Programs() {}

    /** @param searched the value of {@code PATH} */
    public static Optional<Path> find(String name, String searched) {
        return Stream.of(searched.split(":"))
                .filter(Predicate.not(String::isBlank))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * @param needed what was looked for, by its name and how to get it
     * @throws Missing naming everything that was not found
     */
    public static void require(Map<String, Optional<Path>> needed) {
        var missing = needed.entrySet().stream()
                .filter(each -> each.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            throw new Missing("this machine lacks " + missing);
        }
    }
}
