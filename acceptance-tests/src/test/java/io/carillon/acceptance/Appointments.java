package io.carillon.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The appointment book itself, behind everybody's back: to prepare it, and to count what is really in it. */
final class Appointments implements AutoCloseable {

    private final Connection connection;

    private Appointments(Connection connection) {
        this.connection = connection;
    }

    /** As the owner of the tables. */
    static Appointments of(Platform platform) {
        try {
            return new Appointments(DriverManager.getConnection(platform.database(), "carillon_migrate", "dev"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql, Object... parameters) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each row's columns as text. */
    List<List<String>> rows(String sql, Object... parameters) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var result = statement.executeQuery();
            var columns = result.getMetaData().getColumnCount();
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= columns; column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long count(String sql, Object... parameters) {
        return Long.parseLong(rows(sql, parameters).getFirst().getFirst());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
