package io.carillon.booking.recovery;

import io.carillon.booking.datacheck.Tables;
import io.carillon.kit.config.DatabaseUrl;
import io.carillon.kit.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.postgresql.Driver;

/**
 * The database into which an operator has restored a backup, beside ours. Asked on demand over a connection of its own that
 * cannot write: no pool, because nobody asks twice a year. Its address is in no answer and no log line.
 */
@ApplicationScoped
class RestoredCopy {

    private static final String SETTING = "CARILLON_RECOVERY_COPY_URL";
    private static final Logger LOG = Logger.getLogger(RestoredCopy.class);

    private final RecoverySettings settings;
    private final Optional<DatabaseUrl> address;
    private final Optional<String> jobsUser;
    private final Optional<String> jobsPassword;

    RestoredCopy(
            RecoverySettings settings,
            @ConfigProperty(name = "quarkus.datasource.jobs.username") Optional<String> jobsUser,
            @ConfigProperty(name = "quarkus.datasource.jobs.password") Optional<String> jobsPassword) {
        this.settings = settings;
        this.address = settings.copyUrl().map(url -> DatabaseUrl.parse(SETTING, url));
        this.jobsUser = jobsUser;
        this.jobsPassword = jobsPassword;
    }

    /** Made at the start, so that an address that is none is refused then and not in an emergency. */
    void check(@Observes StartupEvent start) {}

    /** Questions to the copy. */
    @FunctionalInterface
    interface Question<T> {
        T of(Connection connection) throws SQLException;
    }

    boolean isNamed() {
        return address.isPresent();
    }

    /**
     * The row with this primary key as the copy has it, as JSON.
     *
     * @param key of our own table
     * @throws ProblemException as {@link #ask}; 422 where the copy has no such table or key
     */
    Optional<String> row(String table, Tables.Key key, String id) {
        return ask(connection -> {
            var sql = "select to_jsonb(t)::text from %s t where %s".formatted(table, key.isGiven());
            try (var select = connection.prepareStatement(sql)) {
                key.set(select, 1, id);
                try (var row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Those of these appointments that the copy has; none where no copy is named or it does not answer. */
    Map<UUID, SavedRow> appointments(Collection<UUID> ids) {
        if (!isNamed() || ids.isEmpty()) {
            return Map.of();
        }
        try {
            return ask(connection -> {
                var found = new HashMap<UUID, SavedRow>();
                try (var select = connection.prepareStatement(
                        "select id, to_jsonb(a)::text from appointments a where id = any (?)")) {
                    select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                    try (var rows = select.executeQuery()) {
                        while (rows.next()) {
                            var id = rows.getObject(1, UUID.class);
                            found.put(id, SavedRow.of("appointments", id.toString(), rows.getString(2), "copy"));
                        }
                    }
                }
                return found;
            });
        } catch (ProblemException e) {
            // They are left then, and the reason names the copy.
            return Map.of();
        }
    }

    /** @throws ProblemException 409 when no copy is named, 422 when it has not what we have, 503 when it does not answer */
    <T> T ask(Question<T> question) {
        var url = address.orElseThrow(RestoredCopy::notNamed);
        try (var connection = new Driver().connect(url.jdbcUrl(), login(url))) {
            if (connection == null) {
                throw new ProblemException(
                        409, "NO_COPY", "No restored copy", SETTING + " is no address that the driver knows.");
            }
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            var answer = question.of(connection);
            connection.rollback();
            return answer;
        } catch (SQLException e) {
            throw sorted(e);
        }
    }

    private Properties login(DatabaseUrl url) {
        var login = new Properties();
        put(
                login,
                "user",
                settings.copyUser().or(() -> Optional.ofNullable(url.user())).or(() -> jobsUser));
        put(
                login,
                "password",
                settings.copyPassword()
                        .or(() -> Optional.ofNullable(url.password()))
                        .or(() -> jobsPassword));
        var connect = Long.toString(Math.max(1, settings.copyConnect().toSeconds()));
        login.setProperty("connectTimeout", connect);
        login.setProperty("loginTimeout", connect);
        login.setProperty(
                "socketTimeout", Long.toString(settings.copyStatement().toSeconds() + 5));
        login.setProperty(
                "options",
                "-c default_transaction_read_only=on -c statement_timeout=%dms"
                        .formatted(settings.copyStatement().toMillis()));
        login.setProperty("ApplicationName", "booking-service recovery");
        login.setProperty("logServerErrorDetail", "false");
        return login;
    }

    private static void put(Properties login, String name, Optional<String> value) {
        value.ifPresent(known -> login.setProperty(name, known));
    }

    static ProblemException notNamed() {
        return new ProblemException(
                409,
                "NO_COPY",
                "No restored copy",
                "No restored copy is named; expected %s to be the address of the database that the backup was restored into."
                        .formatted(SETTING));
    }

    /** By SQL state (PostgreSQL's manual, appendix A); never the driver's words, which hold the address. */
    private static ProblemException sorted(SQLException e) {
        var state = e.getSQLState() == null ? "none" : e.getSQLState();
        return switch (state) {
            case "42P01", "42703" ->
                new ProblemException(
                        422,
                        "COPY_OF_ANOTHER_SCHEMA",
                        "Copy of another schema",
                        "The copy lacks the table or a column of its key: it was made before the migration that brought it.");
            case "42501" ->
                new ProblemException(
                        422,
                        "COPY_FORBIDDEN",
                        "Copy forbidden",
                        "The copy does not let its reader see the table; expected a role with select on it.");
            case "22P02", "22007", "22008", "22003" ->
                new ProblemException(
                        400, "VALIDATION", "Invalid request", "id is not of the type of the table's primary key.");
            default -> {
                LOG.warnf("The restored copy does not answer: sqlState=%s", state);
                yield new ProblemException(
                                503,
                                "COPY_UNREACHABLE",
                                "Restored copy unreachable",
                                "The restored copy does not answer (SQL state %s); expected a running PostgreSQL at %s that lets the jobs' role in."
                                        .formatted(state, SETTING))
                        .withHeader("Retry-After", "10");
            }
        };
    }
}
