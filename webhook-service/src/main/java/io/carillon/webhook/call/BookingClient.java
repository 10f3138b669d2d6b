package io.carillon.webhook.call;

import io.carillon.kit.access.ServiceToken;
import io.carillon.kit.request.RequestContext;
import io.carillon.webhook.call.BookingApi.Appointment;
import io.carillon.webhook.call.BookingApi.Availability;
import io.carillon.webhook.call.BookingApi.Contact;
import io.carillon.webhook.call.BookingApi.NewAppointment;
import io.carillon.webhook.call.BookingApi.Problem;
import io.carillon.webhook.call.BookingApi.Resolve;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Booking-service behind a time-out, a breaker and a bulkhead. What it refuses (4xx) is an answer; what it cannot answer
 * is an exception and counts against it. Blocks: call it on a virtual thread.
 */
@ApplicationScoped
@Bulkhead(256)
@CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2, delayUnit = ChronoUnit.SECONDS)
class BookingClient {

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    /** How long a booking may take. */
    private static final int BOOKING_SECONDS = 5;

    private final BookingApi api;
    private final ServiceToken token;
    private final RequestContext request;
    private final Clock clock;

    BookingClient(@RestClient BookingApi api, ServiceToken token, RequestContext request, Clock clock) {
        this.api = api;
        this.token = token;
        this.request = request;
        this.clock = clock;
    }

    /** An answer, or a refusal with its code. */
    sealed interface Reply<T> {
        record Given<T>(T value) implements Reply<T> {}

        record Refused<T>(int status, String code, String detail) implements Reply<T> {}
    }

    /** @param doctorId null to ask for any doctor of the clinic */
    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    Reply<Availability> availability(
            Clinic clinic,
            @Nullable String doctorId,
            @Nullable OffsetDateTime from,
            int days,
            long minutes,
            int limit,
            Deadline deadline) {
        return reply(() -> api.availability(
                token.header(clinic.orgId()),
                deadline.at().toEpochMilli(),
                request.requestId(),
                doctorId,
                doctorId == null ? Objects.toString(clinic.orgId(), null) : null,
                from == null ? null : from.toString(),
                days,
                minutes,
                limit));
    }

    @Timeout(value = 3, unit = ChronoUnit.SECONDS)
    Reply<Contact> resolve(Clinic clinic, String phone, Deadline deadline) {
        return reply(() -> api.resolve(
                token.header(clinic.orgId()),
                deadline.at().toEpochMilli(),
                request.requestId(),
                new Resolve(phone, String.valueOf(clinic.orgId()))));
    }

    /** Names the time at which we give up ourselves: after that booking-service must not book what nobody hears of. */
    @Timeout(value = BOOKING_SECONDS, unit = ChronoUnit.SECONDS)
    Reply<Appointment> book(Clinic clinic, NewAppointment appointment, Deadline deadline) {
        var until =
                deadline.atMost(Duration.ofSeconds(BOOKING_SECONDS), clock).at().toEpochMilli();
        return reply(() -> api.book(token.header(clinic.orgId()), until, request.requestId(), appointment));
    }

    private static <T> Reply<T> reply(Supplier<T> call) {
        try {
            return new Reply.Given<>(call.get());
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (status < CLIENT_ERROR || status >= SERVER_ERROR) {
                throw e;
            }
            var problem = problem(e);
            return new Reply.Refused<>(
                    status,
                    Objects.requireNonNullElse(problem.code(), "REFUSED"),
                    Objects.requireNonNullElse(problem.detail(), "refused with status " + status));
        }
    }

    private static Problem problem(WebApplicationException e) {
        try {
            return Objects.requireNonNullElse(e.getResponse().readEntity(Problem.class), new Problem(null, null));
        } catch (ProcessingException notJson) {
            return new Problem(null, null);
        }
    }
}
