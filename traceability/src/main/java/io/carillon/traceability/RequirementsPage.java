package io.carillon.traceability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code docs/requirements.md}: which ledger numbers are done and which tests show it. Claims are written down in
 * {@code docs/claims/*.properties}; the tests are found by their {@link Requirement} marks in the source.
 */
public final class RequirementsPage {

    private static final Pattern MARK = Pattern.compile("@Requirement\\(\\s*\\{?([^)}]*)\\}?\\s*\\)");
    private static final Pattern NUMBER = Pattern.compile("\"(R-[A-Z]+-\\d+)\"");
    /** Ledger order: the group, then the number as a number. */
    private static final Comparator<String> BY_NUMBER = Comparator.<String, String>comparing(
                    number -> number.substring(0, number.lastIndexOf('-')))
            .thenComparing(number -> Integer.parseInt(number.substring(number.lastIndexOf('-') + 1)));

    private final SortedMap<String, String> claims;
    private final Map<String, SortedSet<String>> tests;

    private RequirementsPage(SortedMap<String, String> claims, Map<String, SortedSet<String>> tests) {
        this.claims = claims;
        this.tests = tests;
    }

    /** @param root the checkout */
    public static RequirementsPage of(Path root) throws IOException {
        return new RequirementsPage(readClaims(root.resolve("docs/claims")), readMarks(root));
    }

    /** What does not add up: a claim that no test shows, a mark for a number that nobody claims. */
    public List<String> faults() {
        var faults = new ArrayList<String>();
        claims.keySet().stream()
                .filter(number -> !tests.containsKey(number))
                .forEach(number -> faults.add(number + " is claimed done and no test shows it"));
        tests.forEach((number, shownBy) -> {
            if (!claims.containsKey(number)) {
                faults.add("%s is marked in %s and has no title in docs/claims".formatted(number, shownBy.first()));
            }
        });
        return faults;
    }

    /** The page in Markdown. */
    public String markdown() {
        var rows = claims.entrySet().stream()
                .map(claim -> "| %s | %s | %s |"
                        .formatted(
                                claim.getKey(),
                                claim.getValue(),
                                tests.getOrDefault(claim.getKey(), new TreeSet<>()).stream()
                                        .map(test -> "`" + test + "`")
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
        return """
                # Requirements shown to work

                Generated from `docs/claims/` and the `@Requirement` marks of the tests; do not edit. A number that is \
                not here is not done.

                | No. | What it means | Shown by |
                |---|---|---|
                """ + rows + "\n";
    }

    private static SortedMap<String, String> readClaims(Path folder) throws IOException {
        var claims = new TreeMap<String, String>(BY_NUMBER);
        for (var file : files(folder, ".properties")) {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties.forEach((number, title) -> claims.merge(
                    number.toString(), title.toString(), (one, other) -> one.equals(other) ? one : one + "; " + other));
        }
        return claims;
    }

    private static Map<String, SortedSet<String>> readMarks(Path root) throws IOException {
        var marks = new TreeMap<String, SortedSet<String>>(BY_NUMBER);
        for (var module : testFolders(root)) {
            for (var file : files(module, ".java")) {
                var name = file.getFileName().toString().replace(".java", "");
                var mark = MARK.matcher(Files.readString(file));
                while (mark.find()) {
                    var number = NUMBER.matcher(mark.group(1));
                    while (number.find()) {
                        marks.computeIfAbsent(number.group(1), _ -> new TreeSet<>())
                                .add(name);
                    }
                }
            }
        }
        return marks;
    }

    private static List<Path> testFolders(Path root) throws IOException {
        try (Stream<Path> modules = Files.walk(root, 2)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
