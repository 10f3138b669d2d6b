package io.carillon.booking.appointment;

import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.idempotency.Answers;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers those who cannot have the time they asked for, and has it kept why (R-BOOK-04). */
@ApplicationScoped
public class Refusals {

    /** Seconds; what went wrong was the moment's, not the request's. */
    private static final String RETRY_AFTER = "1";

    private final FailureRecorder failures;
    private final Answers answers;

    Refusals(FailureRecorder failures, Answers answers) {
        this.failures = failures;
        this.answers = answers;
    }

    /** Has it kept why, where the answer to the request says more than this. */
    public void keep(Refused refused, Instant started) {
        failures.record(refused, started);
    }

    /**
     * @param key under which the refusal is kept, where it stands
     * @param started when the request arrived
     * @throws ProblemException when the same request may succeed if it is sent again
     */
    public RestResponse<byte[]> answer(Refused refused, Optional<IdempotencyKey> key, Instant started) {
        var problem = problem(refused);
        if (!refused.code().stands()) {
            failures.record(refused, started);
            throw problem;
        }
        var answer = answers.problem(problem);
        return failures.record(refused, key, answer, started)
                .map(answers::again)
                .orElseGet(() -> answers.first(answer));
    }

    /**
     * What is refused here was not an attempt to book, so nothing is kept of it but the answer.
     *
     * @param key under which the refusal is kept, where it stands
     * @throws ProblemException when the same request may succeed if it is sent again
     */
    public RestResponse<byte[]> answer(Refused refused, Optional<IdempotencyKey> key) {
        var problem = problem(refused);
        if (!refused.code().stands()) {
            throw problem;
        }
        var answer = answers.problem(problem);
        return failures.keep(refused, key, answer).map(answers::again).orElseGet(() -> answers.first(answer));
    }

    private static ProblemException problem(Refused refused) {
        var code = refused.code();
        var problem = new ProblemException(code.status(), code.name(), code.title(), refused.detail());
        return code.stands() ? problem : problem.withHeader("Retry-After", RETRY_AFTER);
    }
}
