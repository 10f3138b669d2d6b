package io.carillon.webhook.twilioapi;

import io.carillon.kit.outside.NoAnswer;
import org.jspecify.annotations.Nullable;

/** What one who asks makes of Twilio's answer, or of there being none. */
public interface Reading<T> {

    Class<T> type();

    /** @param retryAfter the header, seconds or a date */
    T answered(int status, String body, @Nullable String retryAfter);

    T unanswered(NoAnswer why);

    /** Whether this counts against Twilio, as an answer that refuses one request does not. */
    boolean isOutage(T result);

    /** For the metric: one of few words. */
    String outcome(T result);
}
