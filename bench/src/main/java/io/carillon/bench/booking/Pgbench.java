package io.carillon.bench.booking;

import io.carillon.bench.PrivatePostgres;
import io.carillon.bench.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The statements of one booking by pgbench: what PostgreSQL could do if a service took no time.
 *
 * @param perSecond transactions
 * @param transactions that were committed
 * @param failed that were not
 */
record Pgbench(double perSecond, long transactions, long failed) {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("transactions actually processed: (\\d+)");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");

    /**
     * @param clients as many as the service's pool has connections
     * @param version that all doctors' schedules have
     * @param first the first slot, see {@link Slots}; this one and all later ones must be free
     */
    static Pgbench run(
            Toolbox tools,
            PrivatePostgres server,
            Path work,
            Slots slots,
            long first,
            long version,
            int clients,
            Duration length)
            throws IOException {
        var script = work.resolve("booking.pgbench");
        Files.writeString(script, Sql.script("booking.pgbench"));
        return parse(Shell.run(
                work,
                Map.of("PGOPTIONS", "-c statement_timeout=4s -c idle_in_transaction_session_timeout=30s"),
                List.of(
                        tools.pgbench().toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(server.port()),
                        "-U",
                        "carillon_booking",
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        Integer.toString(clients),
                        "-j",
                        "2",
                        "-T",
                        Long.toString(length.toSeconds()),
                        "-D",
                        "clients=" + clients,
                        "-D",
                        "first=" + first,
                        "-D",
                        "round=0",
                        "-D",
                        "version=" + version,
                        "-D",
                        "day=" + slots.firstDay() + "T00:00:00Z",
                        "-f",
                        script.toString(),
                        Database.COPY)));
    }

    static Pgbench parse(String output) throws IOException {
        return new Pgbench(
                Double.parseDouble(found(RATE, output)),
                Long.parseLong(found(COUNT, output)),
                Long.parseLong(found(FAILED, output)));
    }

    private static String found(Pattern pattern, String output) throws IOException {
        var matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IOException("pgbench printed no figures: " + output.strip());
        }
        return matcher.group(1);
    }

    Pgbench verified() {
        if (failed > 0 || transactions == 0) {
            throw new IllegalStateException("pgbench: not a valid run: " + this);
        }
        return this;
    }
}
