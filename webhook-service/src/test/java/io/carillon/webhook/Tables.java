package io.carillon.webhook;

import io.carillon.stack.client.TestStack;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The service's own database, seen from behind its back. */
public final class Tables {

    private Tables() {}

    public static Connection connect(String role) throws SQLException {
        var server = URI.create(TestStack.attach(StackResource.TENANT).databaseUrl(role));
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d%s".formatted(server.getHost(), server.getPort(), server.getPath()),
                role,
                "dev");
    }

    /** Executes as the owner of the tables. */
    public static void sql(String statement, Object... parameters) {
        try (var connection = connect("carillon_migrate");
                var prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            prepared.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The columns of every row, joined by blanks, read as the operator. */
    public static List<String> rows(String query, Object... parameters) {
        try (var connection = connect("carillon");
                var prepared = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            var result = prepared.executeQuery();
            var columns = result.getMetaData().getColumnCount();
            var values = new ArrayList<String>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                values.add(String.join(" ", row));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The only row's only column. */
    public static <T> T value(Function<String, T> type, String query, Object... parameters) {
        return type.apply(rows(query, parameters).getFirst());
    }
}
