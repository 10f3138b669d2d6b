package io.carillon.stack.server;

import static io.carillon.stack.SharedStack.STACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "carillon_migrate",
                "carillon_webhook",
                "carillon_booking",
                "carillon_tts",
                "carillon_health",
                "carillon_alerting",
                "carillon_jobs",
                "carillon"
            })
    void everyRoleGetsInOnBothServersAndIsNoSuperuser(String role) throws SQLException {
        for (var url : List.of(STACK.databaseUrl(role), STACK.alertingDatabaseUrl(role))) {
            assertThat(query(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                    .containsExactly("f");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        var url = STACK.databaseUrl("carillon_booking").replace(":dev@", ":guess@");

        assertThatThrownBy(() -> query(url, "SELECT 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void onlyTheJobsAndTheOperatorBypassRowSecurity() throws SQLException {
        assertThat(query(
                        STACK.databaseUrl("carillon"),
                        "SELECT rolname FROM pg_roles WHERE rolbypassrls AND rolname LIKE 'carillon%' ORDER BY 1"))
                .containsExactly("carillon", "carillon_jobs");
    }

    @Test
    void healthMayWatchAndEndSessions() throws SQLException {
        assertThat(query(
                        STACK.databaseUrl("carillon_health"),
                        "SELECT pg_has_role('pg_monitor', 'usage') AND pg_has_role('pg_signal_backend', 'usage')"))
                .containsExactly("t");
        assertThat(query(STACK.databaseUrl("carillon_health"), "SELECT count(*) >= 0 FROM pg_stat_statements"))
                .containsExactly("t");
    }

    @Test
    void tablesBelongToWhoMigratesAndServicesGetWhatTheyAreGranted() throws SQLException {
        run(STACK.migrateDatabaseUrl(), "CREATE TABLE IF NOT EXISTS guarded(id int)");

        assertThat(query(STACK.databaseUrl("carillon"), "SELECT count(*) FROM guarded"))
                .containsExactly("0");
        assertThatThrownBy(() -> query(STACK.databaseUrl("carillon_booking"), "SELECT count(*) FROM guarded"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> run(STACK.databaseUrl("carillon_booking"), "CREATE TABLE own(id int)"))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> run(STACK.databaseUrl("carillon"), "DELETE FROM guarded"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void theExtensionsAreThereAndPostgresIsOfThisCentury() throws SQLException {
        assertThat(query(STACK.databaseUrl("carillon"), "SELECT extname FROM pg_extension ORDER BY 1"))
                .contains("btree_gist", "pg_stat_statements", "pg_trgm", "pgcrypto");
        assertThat(query(STACK.databaseUrl("carillon"), "SHOW server_version").getFirst())
                .startsWith("18");
    }

    @Test
    void aNameThatIsNoNameIsRefused() {
        assertThatThrownBy(() -> new Databases(1).create("x; DROP TABLE y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void run(String url, String sql) throws SQLException {
        try (var connection = connect(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(String url, String sql) throws SQLException {
        try (var connection = connect(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static Connection connect(String url) throws SQLException {
        var uri = URI.create(url);
        var user = uri.getUserInfo().split(":");
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath()), user[0], user[1]);
    }
}
