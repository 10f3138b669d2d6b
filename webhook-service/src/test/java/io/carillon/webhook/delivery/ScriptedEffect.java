package io.carillon.webhook.delivery;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.webhook.Tables;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes a row for each time it is applied to a callback, and does to chosen callbacks what a test says. */
@Singleton
public class ScriptedEffect implements CallbackEffect {

    static final String KIND = "test.scripted";

    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    /** What happens before the row of a callback is written. */
    @FunctionalInterface
    interface Trouble {
        void on(Connection connection) throws SQLException;
    }

    static void table() {
        Tables.sql("""
                create table if not exists test_effects (
                    n bigint generated always as identity, ce_id text not null, call_id text not null)""");
        Tables.sql("grant select, insert on test_effects to carillon_jobs");
    }

    void trouble(String ceId, Trouble trouble) {
        troubles.put(ceId, trouble);
    }

    void heal() {
        troubles.clear();
    }

    @Override
    public boolean concerns(CallbackAccepted callback) {
        return callback.kind().equals(KIND);
    }

    @Override
    public void apply(Connection connection, List<Accepted> callbacks) throws SQLException {
        for (var callback : callbacks) {
            var trouble = troubles.get(callback.ceId());
            if (trouble != null) {
                trouble.on(connection);
            }
            try (var insert = connection.prepareStatement("insert into test_effects (ce_id, call_id) values (?, ?)")) {
                insert.setString(1, callback.ceId());
                insert.setString(2, callback.callback().callId());
                insert.executeUpdate();
            }
        }
    }
}
