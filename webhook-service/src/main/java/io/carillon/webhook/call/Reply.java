package io.carillon.webhook.call;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What came of asking booking-service. */
sealed interface Reply<T> {

    record Given<T>(T value) implements Reply<T> {}

    /** @param code booking-service's word for what is wrong */
    record Refused<T>(int status, String code, String detail) implements Reply<T> {

        /** The clinic, or the platform, is closed for writing: nobody's fault, and said so to callers (R-BOOK-15). */
        boolean closed() {
            return CLOSED.contains(code);
        }

        boolean conflict() {
            return status == CONFLICT;
        }
    }

    /** It was not asked, or has said that it could not: nothing has changed there. */
    record Unavailable<T>() implements Reply<T> {}

    /** It was asked, and the answer never came: what was asked for may have been done. */
    record Unsure<T>() implements Reply<T> {}

    int CONFLICT = 409;
    int CLIENT_ERROR = 400;
    int SERVER_ERROR = 500;
    int SERVICE_UNAVAILABLE = 503;
    Set<String> CLOSED = Set.of("READ_ONLY", "MAINTENANCE", "FEATURE_OFF");

    /** What a problem+json answer says, as far as we read it. */
    @RegisterForReflection
    record Problem(@Nullable String code, @Nullable String detail) {}

    default <R> Reply<R> map(Function<T, R> what) {
        return switch (this) {
            case Given<T>(T value) -> new Given<>(what.apply(value));
            case Refused<T>(int status, String code, String detail) -> new Refused<>(status, code, detail);
            case Unavailable<T>() -> new Unavailable<>();
            case Unsure<T>() -> new Unsure<>();
        };
    }

    /** A refusal is an answer; what booking-service cannot answer is thrown, so that breakers count it. */
    static <T> Reply<T> of(Supplier<T> call) {
        try {
            return new Given<>(call.get());
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (status < CLIENT_ERROR || (status >= SERVER_ERROR && status != SERVICE_UNAVAILABLE)) {
                throw e;
            }
            var problem = problem(e);
            var refused = new Refused<T>(
                    status,
                    Objects.requireNonNullElse(problem.code(), "REFUSED"),
                    Objects.requireNonNullElse(problem.detail(), "refused with status " + status));
            if (status < SERVER_ERROR || refused.closed()) {
                return refused;
            }
            throw e;
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
