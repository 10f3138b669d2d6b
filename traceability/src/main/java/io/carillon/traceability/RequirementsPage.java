package io.carillon.traceability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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

    /** The claims that no test shows. */
    public List<String> unshown() {
        return claims.keySet().stream()
                .filter(number -> !tests.containsKey(number))
                .toList();
    }

    /** The page in Markdown. */
    public String markdown() {
        return """
                # Requirements shown to work

                Generated from `docs/claims/` and the `@Requirement` marks of the tests; do not edit.

                ## Done

                | No. | What it means | Shown by |
                |---|---|---|
                """
                + rows(
                        claims.keySet(),
                        number -> "| %s | %s | %s |".formatted(number, claims.get(number), shownBy(number)))
                + """

                ## Begun

                Tests show a part of these; what is missing belongs to a later issue. A number that is in neither table is not done.

                | No. | Part shown by |
                |---|---|
                """
                + rows(
                        tests.keySet().stream()
                                .filter(number -> !claims.containsKey(number))
                                .toList(),
                        number -> "| %s | %s |".formatted(number, shownBy(number)));
    }

    private static String rows(Collection<String> numbers, Function<String, String> row) {
        return numbers.stream().map(row).map(line -> line + "\n").collect(Collectors.joining());
    }

    private String shownBy(String number) {
        return tests.getOrDefault(number, Collections.emptySortedSet()).stream()
                .map(test -> "`" + test + "`")
                .collect(Collectors.joining(", "));
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
