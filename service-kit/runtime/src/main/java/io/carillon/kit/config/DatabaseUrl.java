package io.carillon.kit.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database address as hosting platforms write it, {@code postgresql://user:password@host:port/db?…}, split into what
 * JDBC asks for. User and password are percent-decoded; a raw {@code @} inside the password works too.
 *
 * @param connectionLimit {@code connection_limit}: connections that one replica has at most; null where it is not said
 */
public record DatabaseUrl(
        String jdbcUrl,
        @Nullable String user,
        @Nullable String password,
        @Nullable Integer connectionLimit) {

    private static final String CONNECTION_LIMIT = "connection_limit";

    /** Prisma's own parameters, which the JDBC driver would not know. */
    private static final Set<String> NOT_FOR_JDBC = Set.of(CONNECTION_LIMIT, "pool_timeout", "schema", "pgbouncer");

    /**
     * @param setting the variable's name, for the error
     * @throws IllegalArgumentException if this is no PostgreSQL address; the message never holds the value
     */
    public static DatabaseUrl parse(String setting, String url) {
        if (url.startsWith("jdbc:postgresql://")) {
            return new DatabaseUrl(url, null, null, null);
        }
        var scheme = url.indexOf("://");
        if (scheme < 0 || !(url.startsWith("postgresql://") || url.startsWith("postgres://"))) {
            throw new IllegalArgumentException(
                    setting + " is not a PostgreSQL address; expected postgresql://user:password@host:port/database");
        }
        var rest = url.substring(scheme + 3);
        var queryAt = rest.lastIndexOf('?');
        var query = queryAt < 0 ? "" : rest.substring(queryAt + 1);
        var address = queryAt < 0 ? rest : rest.substring(0, queryAt);
        var at = address.lastIndexOf('@');
        var hostAndDatabase = address.substring(at + 1);
        var credentials = at < 0 ? "" : address.substring(0, at);
        var colon = credentials.indexOf(':');
        var user = colon < 0 ? credentials : credentials.substring(0, colon);
        var password = colon < 0 ? null : decode(credentials.substring(colon + 1));
        return new DatabaseUrl(
                "jdbc:postgresql://" + hostAndDatabase + jdbcQuery(query),
                user.isEmpty() ? null : decode(user),
                password,
                connectionLimit(setting, query));
    }

    private static @Nullable Integer connectionLimit(String setting, String query) {
        for (var parameter : query.split("&")) {
            if (parameter.startsWith(CONNECTION_LIMIT + "=")) {
                var limit = parameter.substring(CONNECTION_LIMIT.length() + 1);
                if (!limit.matches("[1-9][0-9]{0,3}")) {
                    throw new IllegalArgumentException(
                            "connection_limit in " + setting + " is no number of connections; expected 1 to 9999");
                }
                return Integer.valueOf(limit);
            }
        }
        return null;
    }

    private static String jdbcQuery(String query) {
        var kept = Arrays.stream(query.split("&"))
                .filter(parameter ->
                        !parameter.isEmpty() && !NOT_FOR_JDBC.contains(parameter.split("=", 2)[0]))
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }

    /** As URIs do it: a plus stays a plus. A stray percent sign is taken as itself. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
