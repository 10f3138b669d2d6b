package io.carillon.webhook.delivery;

import io.carillon.events.CallEvent.AppointmentPromised;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** As {@link CallbackEffect}, for what callers were told. */
public interface PromiseEffect {

    /**
     * A caller was told "confirmed".
     *
     * @param at when
     */
    record Promised(
            String ceId,
            Instant at,
            @Nullable UUID orgId,
            @Nullable String requestId,
            AppointmentPromised promise) {}

    /** As {@link CallbackEffect#apply}; at least one promise. */
    void apply(Connection connection, List<Promised> promises) throws SQLException;
}
