package io.carillon.webhook.call;

import io.carillon.webhook.call.BookingApi.Appointment;
import io.carillon.webhook.call.PatientApi.Appointments;
import io.carillon.webhook.call.PatientApi.Cancellation;
import io.carillon.webhook.call.PatientApi.Claimed;
import io.carillon.webhook.call.PatientApi.Contact;
import io.carillon.webhook.call.PatientApi.Move;
import io.carillon.webhook.call.PatientApi.Resolve;
import io.carillon.webhook.call.PatientApi.Verification;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Who calls and what they have booked, behind a time-out, a breaker and a bulkhead; see {@link BookingClient}. */
@ApplicationScoped
@Bulkhead(256)
@CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2, delayUnit = ChronoUnit.SECONDS)
class PatientClient {

    private static final int LOOKING_SECONDS = BookingClient.LOOKING_SECONDS;
    private static final int CHANGING_SECONDS = BookingClient.BOOKING_SECONDS;
    private static final Duration CHANGING = Duration.ofSeconds(CHANGING_SECONDS);

    private final PatientApi api;
    private final Asking asking;

    PatientClient(@RestClient PatientApi api, Asking asking) {
        this.api = api;
        this.asking = asking;
    }

    @Timeout(value = LOOKING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Contact> resolve(Clinic clinic, String phone, Deadline deadline) {
        return Reply.of(() -> api.resolve(asking.reading(clinic, deadline), new Resolve(phone, orgId(clinic))));
    }

    @Timeout(value = LOOKING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Verification> verify(Clinic clinic, String patientId, LocalDate dateOfBirth, Deadline deadline) {
        return Reply.of(
                () -> api.verify(asking.reading(clinic, deadline), patientId, new Claimed(dateOfBirth, orgId(clinic))));
    }

    @Timeout(value = LOOKING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Appointments> appointments(Clinic clinic, String patientId, Instant from, int limit, Deadline deadline) {
        return Reply.of(() -> api.appointments(asking.reading(clinic, deadline), patientId, from.toString(), limit));
    }

    @Timeout(value = LOOKING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Appointment> appointment(Clinic clinic, String id, Deadline deadline) {
        return Reply.of(() -> api.appointment(asking.reading(clinic, deadline), id));
    }

    @Timeout(value = CHANGING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Appointment> reschedule(Clinic clinic, String id, Move move, RequestKey key, Deadline deadline) {
        return Reply.of(() -> api.reschedule(asking.writing(clinic, deadline, CHANGING), key.text(), id, move));
    }

    @Timeout(value = CHANGING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Appointment> cancel(Clinic clinic, String id, String reason, RequestKey key, Deadline deadline) {
        return Reply.of(
                () -> api.cancel(asking.writing(clinic, deadline, CHANGING), key.text(), id, new Cancellation(reason)));
    }

    private static String orgId(Clinic clinic) {
        return String.valueOf(clinic.orgId());
    }
}
