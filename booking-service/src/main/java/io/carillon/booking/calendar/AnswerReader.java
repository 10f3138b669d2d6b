package io.carillon.booking.calendar;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.kit.outside.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Google's answers by its page "Handle API errors" (developers.google.com/workspace/calendar/api/guides/errors):
 * 403 means a quota or a permission, which only {@code error.errors[].reason} tells.
 */
final class AnswerReader {

    /** 403 that passes by itself. */
    private static final Set<String> USAGE = Set.of(
            "rateLimitExceeded",
            "userRateLimitExceeded",
            "quotaExceeded",
            "dailyLimitExceeded",
            "calendarUsageLimitsExceeded",
            "RESOURCE_EXHAUSTED");

    /** 403 that concerns every call of the account. */
    private static final Set<String> ACCOUNT = Set.of(
            "insufficientPermissions",
            "accessNotConfigured",
            "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
            "SERVICE_DISABLED",
            "domainPolicy",
            "accountDisabled");

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 408;
    private static final int CONFLICT = 409;
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;

    private final JsonMapper json = new JsonMapper();
    private final Duration longestRetryAfter;

    AnswerReader(Duration longestRetryAfter) {
        this.longestRetryAfter = longestRetryAfter;
    }

    /** @param retryAfter the header, seconds or a date */
    Answer read(int status, String body, @Nullable String retryAfter, Instant now) {
        if (status / 100 == 2) {
            return done(body);
        }
        if (status / 100 == 5 || status == TIMED_OUT) {
            return new Answer.Failed(Problem.SERVER_ERROR, wait(retryAfter, now));
        }
        return switch (status) {
            case UNAUTHORIZED -> new Answer.TokenRefused();
            case FORBIDDEN -> forbidden(reasons(body), wait(retryAfter, now));
            case NOT_FOUND, GONE -> new Answer.Missing();
            case CONFLICT -> new Answer.Exists();
            case TOO_MANY -> new Answer.Failed(Problem.QUOTA, wait(retryAfter, now));
            default -> Answer.Failed.because(Problem.REJECTED);
        };
    }

    private Answer done(String body) {
        try {
            var read = body.isEmpty() ? json.createObjectNode() : json.readTree(body);
            return read.isObject() ? new Answer.Done(read) : Answer.Failed.because(Problem.GARBAGE);
        } catch (JacksonException e) {
            return Answer.Failed.because(Problem.GARBAGE);
        }
    }

    private static Answer forbidden(Set<String> reasons, Optional<Duration> wait) {
        if (reasons.stream().anyMatch(USAGE::contains)) {
            return new Answer.Failed(Problem.QUOTA, wait);
        }
        return Answer.Failed.because(
                reasons.stream().anyMatch(ACCOUNT::contains) ? Problem.PERMISSION : Problem.CALENDAR_FORBIDDEN);
    }

    /** Of the older form ({@code errors[].reason}) and the newer ({@code status}, {@code details[].reason}). */
    private Set<String> reasons(String body) {
        var reasons = new HashSet<String>();
        try {
            var error = json.readTree(body).path("error");
            reasons.add(error.path("status").asText());
            error.path("errors").forEach(one -> reasons.add(one.path("reason").asText()));
            error.path("details").forEach(one -> reasons.add(one.path("reason").asText()));
        } catch (JacksonException e) {
            // A 403 without Google's JSON is a proxy's: no quota, so far as we know.
            return Set.of();
        }
        return reasons;
    }

    private Optional<Duration> wait(@Nullable String retryAfter, Instant now) {
        return RetryAfter.read(retryAfter, now, longestRetryAfter);
    }

    /** The word of an OAuth error (RFC 6749, section 5.2), for example {@code invalid_grant}; empty for none. */
    String oauthError(String body) {
        try {
            JsonNode error = json.readTree(body).path("error");
            return error.isTextual() ? error.asText() : "";
        } catch (JacksonException e) {
            return "";
        }
    }
}
