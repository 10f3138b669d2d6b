package io.carillon.stack.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The table of {@code deploy/routes.yaml}, checked when it is read. */
public final class Routes {

    private static final Set<String> KEYS = Set.of("path", "owner", "auth", "streaming");
    private static final String BELOW = "/**";

    private final List<Route> bySpecificity;

    private Routes(Collection<Route> routes) {
        bySpecificity = routes.stream()
                .sorted(Comparator.comparingInt((Route route) -> route.path().length())
                        .reversed()
                        .thenComparing(Route::prefix))
                .toList();
    }

    /**
     * Reads and checks the table.
     *
     * @param owners the services there are
     * @throws IllegalArgumentException naming file, entry and reason
     */
    public static Routes read(Path file, Set<String> owners) {
        try {
            return parse(Files.readString(file), owners);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    static Routes parse(String yaml, Set<String> owners) {
        var document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        if (!(document instanceof Map<?, ?> table) || !(table.get("routes") instanceof List<?> entries)) {
            throw new IllegalArgumentException("expected a list under the key routes");
        }
        var routes = entries.stream().map(entry -> route(entry, owners)).toList();
        var seen = new HashSet<String>();
        for (var route : routes) {
            if (!seen.add(route.path() + (route.prefix() ? BELOW : ""))) {
                throw new IllegalArgumentException(route.path() + " stands there twice");
            }
        }
        return new Routes(routes);
    }

    /** The owner's line for a path as it stands in the request, not decoded; empty when nobody owns it. */
    public Optional<Route> match(String rawPath) {
        return bySpecificity.stream().filter(route -> route.matches(rawPath)).findFirst();
    }

    private static Route route(Object entry, Set<String> owners) {
        if (!(entry instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException("%s is not an entry with a path and an owner".formatted(entry));
        }
        fields.keySet().stream()
                .filter(key -> !KEYS.contains(String.valueOf(key)))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalArgumentException("%s: unknown key %s; there are %s".formatted(entry, key, KEYS));
                });
        if (!(fields.get("path") instanceof String path) || !path.startsWith("/")) {
            throw new IllegalArgumentException("%s: path must begin with /".formatted(entry));
        }
        if (!(fields.get("owner") instanceof String owner) || !owners.contains(owner)) {
            throw new IllegalArgumentException("%s: owner must be one of %s".formatted(path, owners));
        }
        var auth = Route.Auth.of(String.valueOf(fields.get("auth")))
                .orElseThrow(
                        () -> new IllegalArgumentException(path + ": auth must be open, key, twilio, vapi or mixed"));
        var streaming = fields.get("streaming") != null && Boolean.TRUE.equals(fields.get("streaming"));
        var prefix = path.endsWith(BELOW);
        return new Route(
                prefix ? path.substring(0, path.length() - BELOW.length()) : path, prefix, owner, auth, streaming);
    }
}
