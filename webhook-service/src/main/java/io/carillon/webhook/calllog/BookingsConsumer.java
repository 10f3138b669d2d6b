package io.carillon.webhook.calllog;

import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.BookingEvent.AppointmentMoved;
import io.carillon.events.BookingEvent.AppointmentStatusChanged;
import io.carillon.events.CloudEvent;
import io.carillon.events.PatientEvent.PatientErased;
import io.carillon.events.Topic;
import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.event.OffsetReset;
import io.carillon.kit.event.Received;
import io.carillon.kit.event.TryLaterException;
import io.carillon.webhook.calllog.BookedAppointments.Seen;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hears of appointments and of patients who are to be forgotten, for the call log. */
@ApplicationScoped
class BookingsConsumer {

    private final EventConsumers consumers;
    private final DatabaseWatch database;
    private final Transactions transactions;
    private final BookedAppointments appointments;
    private final Erasures erasures;
    private final Clock clock;

    BookingsConsumer(
            EventConsumers consumers,
            DatabaseWatch database,
            Transactions transactions,
            BookedAppointments appointments,
            Erasures erasures,
            Clock clock) {
        this.consumers = consumers;
        this.database = database;
        this.transactions = transactions;
        this.appointments = appointments;
        this.erasures = erasures;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        // Stopped by the kit together with the service.
        var unused = consumers.startBatches("webhook-calls", Set.of(Topic.BOOKINGS), OffsetReset.EARLIEST, this::on);
    }

    void on(List<Received> batch) throws TryLaterException {
        var away = database.reasonAway();
        if (away.isPresent()) {
            throw new TryLaterException(away.get());
        }
        var seen = new LinkedHashMap<String, Seen>();
        var erased = new ArrayList<CloudEvent<?>>();
        for (var received : batch) {
            if (received instanceof Received.Known known) {
                var one = seen(known.event());
                if (one != null) {
                    seen.merge(one.appointmentId(), one, Seen::and);
                } else if (known.event().data() instanceof PatientErased) {
                    erased.add(known.event());
                }
            }
        }
        var now = clock.instant();
        transactions.acrossClinics(connection -> {
            if (!seen.isEmpty()) {
                appointments.write(connection, List.copyOf(seen.values()), now);
            }
            for (var event : erased) {
                if (event.data() instanceof PatientErased patient && event.clinic() != null) {
                    erasures.forget(connection, event.clinic(), patient, now);
                }
            }
            return seen.size();
        });
    }

    /** Whatever is told of an appointment says that there is, or was, one. */
    private static @Nullable Seen seen(CloudEvent<?> event) {
        return switch (event.data()) {
            case AppointmentBooked booked ->
                new Seen(booked.appointmentId(), event.clinic(), booked.callId(), booked.patientId());
            case AppointmentMoved moved -> new Seen(moved.appointmentId(), event.clinic(), null, moved.patientId());
            case AppointmentCancelled cancelled ->
                new Seen(cancelled.appointmentId(), event.clinic(), null, cancelled.patientId());
            case AppointmentStatusChanged changed ->
                new Seen(changed.appointmentId(), event.clinic(), null, changed.patientId());
            default -> null;
        };
    }
}
