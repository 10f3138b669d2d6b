package io.carillon.booking.datacheck;

import io.carillon.booking.datacheck.DataCheckView.Figure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers that reveal nothing wrong by themselves and that a person wants to see beside a check. */
@ApplicationScoped
class Figures {

    private static final int MOST = 200;

    /** [002]'s aggregate: patients per clinic joined to the clinic. The faults are what it cannot show (R-BOOK-18). */
    static final String PATIENTS_BY_CLINIC = """
            select coalesce(o.code, 'no clinic'), count(*)
            from patients p left join clinics o on o.org_id = p.org_id
            group by 1 order by 2 desc, 1 limit ?
            """;

    static final String DELETIONS_BY_WHOM = """
            select coalesce(deleted_by, 'nobody'), count(*)
            from appointments where deleted_at is not null
            group by 1 order by 2 desc, 1 limit ?
            """;

    @Nullable
    List<Figure> of(Connection connection, Check check) throws SQLException {
        return switch (check) {
            case ISOLATION -> read(connection, "patients", PATIENTS_BY_CLINIC);
            case MISSING -> read(connection, "deleted", DELETIONS_BY_WHOM);
            case DUPLICATES, ORPHANS, INCORRECT, CLAIMS -> null;
        };
    }

    private static List<Figure> read(Connection connection, String name, String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setInt(1, MOST);
            var figures = new ArrayList<Figure>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    figures.add(new Figure(name, rows.getString(1), rows.getLong(2)));
                }
            }
            return figures;
        }
    }
}
