package io.carillon.booking.database;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.connect;
import static io.carillon.booking.Fixture.connectFor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalPropertiesReader;
import io.carillon.booking.StackResource;
import io.carillon.kit.database.Transactions;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class IsolationTest {

    private static final String EVERYTHING = "select distinct org_id::text from contacts";

    @Inject
    Transactions transactions;

    @Test
    @Requirement({"R-BOOK-17", "R-SEC-13"})
    void aQueryThatForgetsTheClinicStillSeesOnlyOne() {
        patient(DEMO);
        patient(KIN);

        assertThat(transactions.inClinic(DEMO, IsolationTest::everything)).containsExactly(DEMO.toString());
        assertThat(transactions.inClinic(KIN, IsolationTest::everything)).containsExactly(KIN.toString());
        assertThat(transactions.acrossClinics(IsolationTest::everything)).contains(DEMO.toString(), KIN.toString());
    }

    @Test
    @Requirement("R-BOOK-17")
    void aConnectionThatAnotherClinicUsedBeforeKeepsNothingOfIt() throws SQLException {
        try (var pool = poolOfOne();
                var _ = pool.getConnection()) {
            assertThat(pool.getConfiguration().connectionPoolConfiguration().maxSize())
                    .isEqualTo(1);
        }
        try (var pool = poolOfOne()) {
            for (var clinic : List.of(DEMO, KIN, DEMO)) {
                try (var connection = pool.getConnection()) {
                    connection.setAutoCommit(false);
                    enter(connection, clinic);
                    assertThat(everything(connection)).containsExactly(clinic.toString());
                    connection.commit();
                    assertThat(everything(connection)).isEmpty();
                }
            }
        }
    }

    @Test
    @Requirement("R-BOOK-17")
    void whoHasNotSaidWhichClinicSeesNothingAndMayWriteNothing() throws SQLException {
        try (var connection = connect("carillon_booking")) {
            assertThat(everything(connection)).isEmpty();
            assertThatThrownBy(() -> connection
                            .createStatement()
                            .execute("insert into contacts (org_id, id) values ('%s', 'nobody')".formatted(DEMO)))
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    @Requirement({"R-BOOK-17", "R-SEC-13"})
    void nobodyWritesIntoAnotherClinic() throws SQLException {
        try (var connection = connectFor(DEMO);
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(
                            "insert into contacts (org_id, id) values ('%s', 'planted')".formatted(KIN)))
                    .hasMessageContaining("row-level security");
            assertThat(statement.executeUpdate(
                            "update appointments set status = 'CANCELLED' where org_id = '%s'".formatted(KIN)))
                    .isZero();
        }
    }

    /** Whoever adds a table of tenants' rows and forgets to isolate it fails here. */
    @Test
    @Requirement("R-BOOK-17")
    void everyTableThatNamesAClinicIsIsolated() {
        var naming = """
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'org_id'
                """;

        assertThat(rows(naming)).contains("appointments", "slot_claims", "contacts", "idempotency_keys");
        assertThat(rows(naming + " and not (c.relrowsecurity and exists (select from pg_policies p"
                        + " where p.tablename = c.relname and p.policyname = 'one_clinic'"
                        + " and p.qual like '%carillon.org_id%' and p.with_check like '%carillon.org_id%'))"))
                .isEmpty();
        // Attempts at nobody's doctor, and rows as a repair found them.
        assertThat(rows(naming + " and a.attnotnull is false"))
                .containsExactlyInAnyOrder("booking_attempts", "data_check_archive");
        assertThat(rows("""
                        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v'
                        and not coalesce(c.reloptions, '{}') @> '{security_invoker=true}'
                        and c.relname not like 'pg_stat_statements%'""")).isEmpty();
    }

    @Test
    @Requirement("R-BOOK-17")
    void theCallersRoleCannotLookIntoTheOutbox() throws SQLException {
        try (var connection = connectFor(DEMO);
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select * from outbox"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static void enter(Connection connection, UUID clinic) throws SQLException {
        try (var set = connection.prepareStatement("select set_config('carillon.org_id', ?, true)")) {
            set.setString(1, clinic.toString());
            set.execute();
        }
    }

    private static List<String> everything(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(EVERYTHING)) {
            var found = new ArrayList<String>();
            var rows = select.executeQuery();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private static AgroalDataSource poolOfOne() throws SQLException {
        var url = URI.create(StackResource.stack().databaseUrl("carillon_booking"));
        return AgroalDataSource.from(new AgroalPropertiesReader()
                .readProperties(Map.of(
                        "maxSize", "1",
                        "jdbcUrl", "jdbc:postgresql://%s:%d%s".formatted(url.getHost(), url.getPort(), url.getPath()),
                        "principal", "carillon_booking",
                        "credential", "dev")));
    }
}
