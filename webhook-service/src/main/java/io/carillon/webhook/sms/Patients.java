package io.carillon.webhook.sms;

import io.carillon.kit.access.ServiceToken;
import io.carillon.webhook.sms.PatientApi.Appointment;
import io.carillon.webhook.sms.PatientApi.Contact;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Booking-service behind a time-out, a breaker and a bulkhead of their own: messages that wait must not keep callers from
 * booking. Whom it does not know is an answer; any other refusal is an exception. Blocks: call it on a virtual thread.
 */
@ApplicationScoped
@Bulkhead(32)
@CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2, delayUnit = ChronoUnit.SECONDS)
class Patients {

    private static final int NOT_FOUND = 404;

    private final PatientApi api;
    private final ServiceToken token;

    Patients(@RestClient PatientApi api, ServiceToken token) {
        this.api = api;
        this.token = token;
    }

    /** Empty for one that was never there or was deleted. */
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    Optional<Appointment> appointment(UUID clinic, String id) {
        return known(() -> api.appointment(token.header(clinic), id));
    }

    /** Empty for somebody who was never there or was erased. */
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    Optional<Contact> contact(UUID clinic, String id) {
        return known(() -> api.contact(token.header(clinic), id));
    }

    private static <T> Optional<T> known(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
