package io.carillon.alerting.incident;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is read of incidents to be shown. */
@ApplicationScoped
class IncidentQueries {

    private final IncidentStore store;

    IncidentQueries(IncidentStore store) {
        this.store = store;
    }

    /** Newest first. */
    List<IncidentView.Summary> list(@Nullable String status, int limit) throws StoreAwayException {
        return store.inTransaction(connection -> Rows.query(
                connection,
                "SELECT * FROM incidents WHERE ?::text IS NULL OR status = ? ORDER BY opened_at DESC, id LIMIT ?",
                IncidentView::summary,
                status,
                status,
                limit));
    }

    Optional<IncidentView.Detail> detail(UUID id) throws StoreAwayException {
        return store.inTransaction(connection -> {
            var incidents = Rows.query(connection, "SELECT * FROM incidents WHERE id = ?", IncidentView::summary, id);
            if (incidents.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new IncidentView.Detail(
                    incidents.getFirst(),
                    Rows.query(
                            connection,
                            "SELECT * FROM incident_timeline WHERE incident_id = ? ORDER BY at, seq",
                            IncidentView::entry,
                            id),
                    Rows.query(
                            connection,
                            "SELECT * FROM incident_contributors WHERE incident_id = ? ORDER BY joined_at, condition",
                            IncidentView::contributing,
                            id),
                    Rows.query(
                            connection,
                            "SELECT * FROM notifications WHERE incident_id = ? ORDER BY seq",
                            IncidentView::telling,
                            id)));
        });
    }
}
