package io.carillon.webhook.call;

import io.carillon.webhook.call.BookingApi.Appointment;
import io.carillon.webhook.call.BookingApi.Availability;
import io.carillon.webhook.call.BookingApi.Confirmation;
import io.carillon.webhook.call.BookingApi.Holds;
import io.carillon.webhook.call.BookingApi.NewAppointment;
import io.carillon.webhook.call.BookingApi.NewHolds;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Finding, holding and booking behind a time-out, a breaker and a bulkhead. What booking-service refuses (4xx) is an
 * answer; what it cannot answer is an exception and counts against it. Blocks: call it on a virtual thread.
 */
@ApplicationScoped
@Bulkhead(256)
@CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2, delayUnit = ChronoUnit.SECONDS)
class BookingClient {

    /** How long a booking may take. */
    static final int BOOKING_SECONDS = 5;

    /** How long it may take to look, and to hold what was found. */
    static final int LOOKING_SECONDS = 3;

    private static final Duration BOOKING = Duration.ofSeconds(BOOKING_SECONDS);
    private static final Duration LOOKING = Duration.ofSeconds(LOOKING_SECONDS);

    private final BookingApi api;
    private final Asking asking;

    BookingClient(@RestClient BookingApi api, Asking asking) {
        this.api = api;
        this.asking = asking;
    }

    /** @param doctorId null to ask for any doctor of the clinic */
    @Timeout(value = LOOKING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Availability> availability(
            Clinic clinic,
            @Nullable String doctorId,
            @Nullable OffsetDateTime from,
            int days,
            long minutes,
            int limit,
            Deadline deadline) {
        return Reply.of(() -> api.availability(
                asking.reading(clinic, deadline),
                doctorId,
                doctorId == null ? Objects.toString(clinic.orgId(), null) : null,
                from == null ? null : from.toString(),
                days,
                minutes,
                limit));
    }

    @Timeout(value = LOOKING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Holds> hold(Clinic clinic, NewHolds holds, RequestKey key, Deadline deadline) {
        return Reply.of(() -> api.hold(asking.writing(clinic, deadline, LOOKING), key.text(), holds));
    }

    @Timeout(value = BOOKING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Appointment> confirm(Clinic clinic, String holdId, String patientId, RequestKey key, Deadline deadline) {
        return Reply.of(() -> api.confirm(
                asking.writing(clinic, deadline, BOOKING), key.text(), holdId, new Confirmation(patientId)));
    }

    @Timeout(value = 1, unit = ChronoUnit.SECONDS)
    Reply<Boolean> release(Clinic clinic, String holdId, Deadline deadline) {
        return Reply.of(() -> {
            api.release(asking.reading(clinic, deadline), holdId);
            return true;
        });
    }

    @Timeout(value = BOOKING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Appointment> book(Clinic clinic, NewAppointment appointment, RequestKey key, Deadline deadline) {
        return Reply.of(() -> api.book(asking.writing(clinic, deadline, BOOKING), key.text(), appointment));
    }
}
