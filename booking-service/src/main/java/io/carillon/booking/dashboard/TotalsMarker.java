package io.carillon.booking.dashboard;

import io.carillon.booking.dashboard.TotalsRepository.Figure;
import io.carillon.booking.dashboard.TotalsRepository.Mark;
import io.carillon.events.BookingEvent;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.BookingEvent.AppointmentMoved;
import io.carillon.events.BookingEvent.AppointmentStatusChanged;
import io.carillon.events.BookingEvent.BookingFailed;
import io.carillon.events.BookingEvent.SlotHeld;
import io.carillon.events.BookingEvent.SlotReleased;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.Topic;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.event.OffsetReset;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Marks the days that {@code carillon.bookings} speaks of as due for a recount. The mark is in the table before Kafka
 * hears that the event was handled, so none is lost; a repeat of an event marks what is marked.
 */
@ApplicationScoped
class TotalsMarker {

    /** Between the clock of who wrote the row and the one that stamped the event. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    /** Marks remembered: clinics times the days on which they get appointments. */
    private static final int MOST = 10_000;

    private final EventConsumers consumers;
    private final Transactions transactions;
    private final TotalsRepository repository;
    private final Duration delay;

    /** A mark that is overdue is looked for again no sooner: what happens meanwhile waits, and then needs one look. */
    private static final Duration OVERDUE = Duration.ofMillis(100);

    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Marks and until when ({@link System#nanoTime()}) they are sure to be there. */
    private final Map<Mark, Long> standing = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Mark, Long> eldest) {
            return size() > MOST;
        }
    };

    TotalsMarker(
            EventConsumers consumers,
            Transactions transactions,
            TotalsRepository repository,
            DashboardSettings settings) {
        this.consumers = consumers;
        this.transactions = transactions;
        this.repository = repository;
        this.delay = settings.delay();
    }

    void follow(@Observes StartupEvent start) {
        // Stopped by the kit together with the service.
        var unused = consumers.start(
                "booking-totals", Set.of(Topic.BOOKINGS), OffsetReset.EARLIEST, (event, brokerTime) -> mark(event));
    }

    void stop(@Observes ShutdownEvent stop) {
        stopping.countDown();
    }

    /** On the consumer's one thread. */
    private void mark(CloudEvent<? extends Event> event) throws InterruptedException {
        var clinic = event.clinic();
        if (clinic == null || !(event.data() instanceof BookingEvent happened)) {
            return;
        }
        var marks = new LinkedHashSet<Mark>();
        starts(happened).forEach(start -> marks.add(new Mark(clinic, Figure.APPOINTMENTS, utc(start))));
        if (isAttempt(happened)) {
            marks.add(new Mark(clinic, Figure.BOOKINGS, utc(event.time().minus(CLOCKS_APART))));
            marks.add(new Mark(clinic, Figure.BOOKINGS, utc(event.time().plus(CLOCKS_APART))));
        }
        for (var each : marks) {
            mark(each);
        }
    }

    private void mark(Mark mark) throws InterruptedException {
        var now = System.nanoTime();
        var until = standing.get(mark);
        if (until != null && until - now > 0) {
            return;
        }
        standing.remove(mark);
        var stands = transactions.acrossClinics(connection -> repository.mark(connection, mark, delay));
        if (stands.isZero()) {
            var _ = stopping.await(OVERDUE.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            standing.put(mark, now + stands.toNanos());
        }
    }

    /** Days that gained, lost or changed an appointment. */
    private static List<Instant> starts(BookingEvent event) {
        return switch (event) {
            case AppointmentBooked booked -> List.of(booked.startTime());
            case AppointmentMoved moved -> List.of(moved.previousStartTime(), moved.startTime());
            case AppointmentCancelled cancelled -> List.of(cancelled.startTime());
            case AppointmentStatusChanged changed -> List.of(changed.startTime());
            // A hold is no appointment yet.
            case BookingFailed _, SlotHeld _, SlotReleased _ -> List.of();
        };
    }

    private static boolean isAttempt(BookingEvent event) {
        return switch (event) {
            case AppointmentBooked _, BookingFailed _ -> true;
            case AppointmentMoved _, AppointmentCancelled _, AppointmentStatusChanged _, SlotHeld _, SlotReleased _ ->
                false;
        };
    }

    private static LocalDate utc(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }
}
