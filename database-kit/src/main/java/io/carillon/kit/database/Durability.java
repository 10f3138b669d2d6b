package io.carillon.kit.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether what PostgreSQL says is committed will still be there tomorrow (R-OPS-20). Judged by what it tells of itself:
 * the volume under it is the deployment's matter, and is seen here only when the directory's name gives it away.
 */
final class Durability {

    /** Directories that do not outlive a restart, by the file hierarchy standard (3.0, sections 3.15, 3.18, 5.15). */
    private static final List<String> EPHEMERAL = List.of("/tmp/", "/dev/shm/", "/run/", "/var/run/");

    private Durability() {}

    /**
     * @param settings names and values of {@code pg_settings}; what the role may not see is not held against the server
     * @param unlogged tables of ours that PostgreSQL empties after a crash
     * @return what is wrong and what was expected; empty when nothing is
     */
    static List<String> objections(Map<String, String> settings, List<String> unlogged) {
        var objections = new ArrayList<String>();
        if ("off".equals(settings.get("fsync"))) {
            objections.add("fsync is off; expected on, or a crash of the machine loses the database");
        }
        if ("off".equals(settings.get("synchronous_commit"))) {
            objections.add("synchronous_commit is off; expected on, or what was confirmed can be lost");
        }
        var directory = settings.get("data_directory");
        if (directory != null && EPHEMERAL.stream().anyMatch((directory + "/")::startsWith)) {
            objections.add(
                    "the data directory is under one that does not outlive a restart; expected a persistent volume");
        }
        if (!unlogged.isEmpty()) {
            objections.add("unlogged tables: " + String.join(", ", unlogged) + "; expected ALTER TABLE … SET LOGGED");
        }
        return objections;
    }
}
