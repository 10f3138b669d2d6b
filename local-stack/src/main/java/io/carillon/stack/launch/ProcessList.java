package io.carillon.stack.launch;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table that {@code ps} prints. */
final class ProcessList {

    private ProcessList() {}

    static void print(List<JsonObject> rows) {
        System.out.printf("%-20s %-8s %8s %6s %8s  %s%n", "NAME", "KIND", "PID", "PORT", "RSS MB", "STATE");
        for (var row : rows) {
            long pid = row.getLong("pid");
            System.out.printf(
                    "%-20s %-8s %8s %6d %8s  %s%n",
                    row.getString("name"),
                    row.getString("kind"),
                    pid == 0 ? "-" : pid,
                    row.getInteger("port"),
                    residentMegabytes(pid),
                    row.getString("state"));
        }
    }

    /** From {@code /proc}; a dash where there is none. */
    private static String residentMegabytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .map(String::valueOf)
                    .findFirst()
                    .orElse("-");
        } catch (IOException e) {
            return "-";
        }
    }
}
