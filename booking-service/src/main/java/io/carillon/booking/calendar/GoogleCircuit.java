package io.carillon.booking.calendar;

import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Circuits;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The one circuit before Google; a quota or a refused credential is one clinic's and says nothing of the others. */
final class GoogleCircuit {

    static final String SERVICE = "google_calendar";

    private GoogleCircuit() {}

    @Produces
    @Singleton
    @Identifier(SERVICE)
    static Circuit circuit(CalendarSettings settings, Circuits circuits) {
        // Each row of a batch may wait for one call; a call of another batch is a repeat after a lost lease.
        var parallel = 2 * settings.batch();
        return new Circuit(
                SERVICE, new Circuit.Limits(parallel, settings.connect().plus(settings.answer())), circuits);
    }
}
