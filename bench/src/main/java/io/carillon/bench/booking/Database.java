package io.carillon.bench.booking;

import io.carillon.bench.PrivatePostgres;
import io.carillon.stack.server.Databases;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** Our database and the one that pgbench runs on: the same tables, roles, row-level security and rows. */
final class Database {

    static final String NAME = "carillon";

    /** A copy, so that the running service does not take out of the outbox what pgbench has put in. */
    static final String COPY = "carillon_pgbench";

    /** Rows of a booking and what hangs on them; everything else is seeded once. */
    private static final String EMPTIED = """
            select quote_ident(table_name) from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE'
              and table_name ~ '^(appointments|slot_claims|outbox|booking_attempts|idempotency.*|.*sync.*)$'
            """;

    private final PrivatePostgres server;
    private final LocalDate firstDay;

    /** @param firstDay of the slots, see {@link Slots} */
    Database(PrivatePostgres server, LocalDate firstDay) {
        this.server = server;
        this.firstDay = firstDay;
    }

    /** Empty, with the roles and grants of every installation; the service's migrations make the tables. */
    void create() {
        new Databases(server.port()).create(NAME);
    }

    /** One clinic, its doctors and patients, and the busy doctor's appointments; when the tables are there. */
    void seed() throws SQLException {
        run(NAME, "seed.sql");
        run(NAME, "busy-doctor.sql");
        settle(NAME);
    }

    /** While nobody is connected to {@link #NAME}. */
    void copy() throws SQLException {
        try (var connection = server.connect("postgres")) {
            Sql.run(connection, "drop database if exists " + COPY);
            Sql.run(connection, "create database %s template %s owner carillon_migrate".formatted(COPY, NAME));
            Sql.run(
                    connection,
                    "grant connect, temporary on database %s to carillon_booking, carillon_jobs".formatted(COPY));
        }
    }

    /** Takes away all that was booked, and puts the busy doctor's appointments back. */
    void empty(String database) throws SQLException {
        try (var connection = server.connect(database)) {
            var tables = Sql.texts(connection, EMPTIED).stream().collect(Collectors.joining(", "));
            Sql.run(connection, "truncate " + tables + " cascade");
        }
        run(database, "busy-doctor.sql");
        settle(database);
    }

    /** To {@link #NAME}, before {@link #copy}. */
    void fillWithMillion() throws SQLException {
        run(NAME, "million.sql");
        settle(NAME);
    }

    void fillPeerWithMillion() throws SQLException {
        run("peer", "million-peer.sql");
        settle("peer");
    }

    /** So that each measured run begins with fresh statistics and nothing left to write. */
    void settle(String database) throws SQLException {
        try (var connection = server.connect(database)) {
            Sql.run(connection, "vacuum analyze");
            Sql.run(connection, "checkpoint");
        }
    }

    private void run(String database, String script) throws SQLException {
        try (var connection = server.connect(database)) {
            Sql.run(connection, Sql.script(script).replace("${first_day}", firstDay.toString()));
        }
    }

    /** Of the doctors in pgbench's database; the same for all, since one statement seeded their hours. */
    long scheduleVersion() throws SQLException {
        try (var connection = server.connect(COPY)) {
            return Sql.number(connection, "select schedule_version from doctors where id = 'doc-0'");
        }
    }

    /** Tables of ours with more than ten thousand rows. */
    List<String> large() throws SQLException {
        try (var connection = server.connect(NAME)) {
            return Sql.texts(
                    connection,
                    "select relname from pg_class where relkind = 'r' and reltuples > 10000 and relnamespace = 'public'::regnamespace");
        }
    }

    long appointments() throws SQLException {
        return number("select count(*) from appointments where doctor_id <> 'doc-busy'");
    }

    long takenClaims() throws SQLException {
        return number("select count(*) from slot_claims where doctor_id <> 'doc-busy' and state = 'TAKEN'");
    }

    /** Events that Kafka does not have yet. */
    long waiting() throws SQLException {
        return number("select count(*) from outbox");
    }

    private long number(String query) throws SQLException {
        try (var connection = server.connect(NAME)) {
            return Sql.number(connection, query);
        }
    }
}
