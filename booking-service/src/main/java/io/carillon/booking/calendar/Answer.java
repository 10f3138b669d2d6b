package io.carillon.booking.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What came of one call to Google. */
sealed interface Answer {

    /** 2xx. @param body empty for 204 */
    record Done(JsonNode body) implements Answer {}

    /** 409 on an insert: the id is there, maybe as a deleted event. */
    record Exists() implements Answer {}

    /** 404 or 410. */
    record Missing() implements Answer {}

    /** 401: the access token is not valid, any more or at all. */
    record TokenRefused() implements Answer {}

    /** @param retryAfter what Google asked for */
    record Failed(Problem problem, Optional<Duration> retryAfter) implements Answer {

        static Failed because(Problem problem) {
            return new Failed(problem, Optional.empty());
        }
    }
}
