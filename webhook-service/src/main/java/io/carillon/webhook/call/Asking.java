package io.carillon.webhook.call;

import io.carillon.kit.access.ServiceToken;
import io.carillon.kit.request.RequestContext;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HeaderParam;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes the headers that go with every question to booking-service. */
@ApplicationScoped
class Asking {

    private final ServiceToken token;
    private final RequestContext request;
    private final Clock clock;

    Asking(ServiceToken token, RequestContext request, Clock clock) {
        this.token = token;
        this.request = request;
        this.clock = clock;
    }

    /** For which clinic, until when, and in answer to which request. */
    static final class Headers {

        @HeaderParam(ServiceToken.HEADER)
        final String token;

        @HeaderParam(Deadline.HEADER)
        final long deadline;

        @HeaderParam(RequestContext.HEADER)
        final @Nullable String requestId;

        private Headers(String token, long deadline, @Nullable String requestId) {
            this.token = token;
            this.deadline = deadline;
            this.requestId = requestId;
        }
    }

    Headers reading(Clinic clinic, Deadline deadline) {
        return new Headers(token.header(clinic.orgId()), deadline.at().toEpochMilli(), request.requestId());
    }

    /** Names the time at which we give up ourselves: after that booking-service must not write what nobody hears of. */
    Headers writing(Clinic clinic, Deadline deadline, Duration patience) {
        return reading(clinic, deadline.atMost(patience, clock));
    }
}
