package io.carillon.webhook.sms;

import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.BookingEvent.AppointmentMoved;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.PatientEvent.PatientErased;
import io.carillon.events.Topic;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.event.OffsetReset;
import io.carillon.webhook.sms.SmsQueue.News;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens to appointments into messages: one that was booked on the line is confirmed, and who was told of it
 * once is told when it is moved or cancelled. A transaction an event; a repeat of the event finds its message there.
 */
@ApplicationScoped
class BookingEvents {

    private static final Logger LOG = Logger.getLogger(BookingEvents.class);
    private static final String GROUP = "webhook-sms";

    private final EventConsumers consumers;
    private final Transactions transactions;
    private final SmsQueue queue;
    private final Forgetting forgetting;
    private final SmsAccount account;
    private final SmsSettings settings;
    private final Clock clock;

    BookingEvents(
            EventConsumers consumers,
            Transactions transactions,
            SmsQueue queue,
            Forgetting forgetting,
            SmsAccount account,
            SmsSettings settings,
            Clock clock) {
        this.consumers = consumers;
        this.transactions = transactions;
        this.queue = queue;
        this.forgetting = forgetting;
        this.account = account;
        this.settings = settings;
        this.clock = clock;
    }

    void follow(@Observes StartupEvent start) {
        if (account.sid().isPresent()) {
            // Stopped by the kit together with the service.
            var unused = consumers.start(
                    GROUP, Set.of(Topic.BOOKINGS), OffsetReset.EARLIEST, (event, brokerTime) -> accept(event));
        }
    }

    void accept(CloudEvent<? extends Event> event) {
        var clinic = event.clinic();
        if (clinic == null) {
            return;
        }
        if (event.data() instanceof PatientErased erased) {
            transactions.inClinic(clinic, connection -> {
                forgetting.forget(connection, clinic, erased.patientId(), erased.replacement(), erased.erasedAt());
                return erased;
            });
            return;
        }
        news(clinic, event).ifPresent(news -> append(clinic, news));
    }

    private void append(UUID clinic, News news) {
        try {
            if (transactions.inClinic(clinic, connection -> queue.append(connection, news, clock.instant()))) {
                queue.ring();
            }
        } catch (ConstraintViolatedException e) {
            // Told again it would be refused again, and everything behind it would wait.
            LOG.errorf("an event leads to no message: constraint %s refused it", e.constraint());
        }
    }

    private Optional<News> news(UUID clinic, CloudEvent<? extends Event> event) {
        return switch (event.data()) {
            case AppointmentBooked booked ->
                bookedOnTheLine(booked.callId())
                        ? Optional.of(news(
                                clinic,
                                event,
                                MessageKind.CONFIRMATION,
                                booked.appointmentId(),
                                booked.patientId(),
                                booked.startTime()))
                        : Optional.empty();
            case AppointmentMoved moved ->
                Optional.of(news(
                        clinic, event, MessageKind.MOVED, moved.appointmentId(), moved.patientId(), moved.startTime()));
            case AppointmentCancelled cancelled ->
                Optional.of(news(
                        clinic,
                        event,
                        MessageKind.CANCELLED,
                        cancelled.appointmentId(),
                        cancelled.patientId(),
                        cancelled.startTime()));
            // Topics carry more than we act on, and will carry more still.
            default -> Optional.empty();
        };
    }

    /** Who books at a desk is told there. */
    private static boolean bookedOnTheLine(@Nullable String callId) {
        return callId != null;
    }

    private News news(
            UUID clinic,
            CloudEvent<? extends Event> event,
            MessageKind kind,
            String appointmentId,
            String patientId,
            Instant start) {
        var latest = event.time().plus(settings.validity());
        return new News(
                clinic,
                appointmentId,
                patientId,
                kind,
                event.id(),
                start,
                latest.isBefore(start) ? latest : start,
                kind == MessageKind.CONFIRMATION);
    }
}
