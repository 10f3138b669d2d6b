package io.carillon.booking.dashboard;

import io.carillon.booking.cache.ClinicCache;
import io.carillon.booking.cache.ClinicCaches;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Supplier;

/** The dashboards that were asked for lately. */
@ApplicationScoped
class DashboardCache {

    private final ClinicCache<Days, Dashboard> kept;

    DashboardCache(ClinicCaches caches) {
        this.kept = caches.create("dashboard");
    }

    /** Both inclusive. */
    record Days(LocalDate from, LocalDate to) {}

    Dashboard get(UUID clinic, Days days, Supplier<Dashboard> read) {
        return kept.get(clinic, days, read);
    }

    /** After a recount; other replicas' answers live out their time. */
    void forget(UUID clinic) {
        kept.clear(clinic);
    }
}
