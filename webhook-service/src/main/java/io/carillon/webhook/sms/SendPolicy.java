package io.carillon.webhook.sms;

import io.carillon.webhook.sms.Step.Counted;
import io.carillon.webhook.sms.Step.Pause;
import io.carillon.webhook.sms.Step.Result;
import java.time.Instant;

/** What follows from Twilio's answer to a message, by its error code (R-EXT-04, R-EXT-15). */
final class SendPolicy {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    private final Patience patience;

    SendPolicy(Patience patience) {
        this.patience = patience;
    }

    Result after(Claim claim, Answer answer, Instant now) {
        return switch (answer) {
            case Answer.Accepted(String sid) -> Result.of(new Step.Sent(sid));
            case Answer.Unclear(Why why) -> Result.of(new Step.LookUp(why, now.plus(patience.settle())));
            case Answer.NotTaken(Why why, var _)
            when why == Why.BREAKER_OPEN ->
                Result.of(new Step.Again(why, 0, now.plus(patience.soon().after(1)), Counted.NOT));
            case Answer.NotTaken(Why why, var retryAfter) -> {
                var own = patience.soon().after(claim.attempts() + 1);
                var wait = retryAfter.filter(asked -> asked.compareTo(own) > 0).orElse(own);
                yield Result.of(new Step.Again(why, 0, now.plus(wait), Counted.ATTEMPT));
            }
            case Answer.Refused refused -> refused(claim, refused, now);
        };
    }

    private Result refused(Claim claim, Answer.Refused refused, Instant now) {
        if (refused.status() == TOO_MANY) {
            return rateLimited(claim, refused, now);
        }
        if (refused.code() == 0 && (refused.status() == UNAUTHORIZED || refused.status() == FORBIDDEN)) {
            return credential(refused, now);
        }
        return switch (MessageError.treatment(refused.code())) {
            case RETRY_SOON -> rateLimited(claim, refused, now);
            case RETRY_LATER -> Result.of(carrier(claim.resends(), refused.code(), now, claim.expires()));
            case ACCOUNT -> credential(refused, now);
            case OPTED_OUT -> Result.of(new Step.Ended(State.SUPPRESSED, Why.OPTED_OUT, refused.code()));
            case PERMANENT ->
                refused.status() == UNAUTHORIZED
                        ? credential(refused, now)
                        : Result.of(new Step.Ended(State.FAILED, Why.REFUSED, refused.code()));
        };
    }

    /** Not this message is too much, the account is: all wait, so that what Twilio asked for is kept. */
    private Result rateLimited(Claim claim, Answer.Refused refused, Instant now) {
        var own = patience.soon().after(claim.attempts() + 1);
        var wait =
                refused.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
        var until = now.plus(wait);
        return new Result(
                new Step.Again(Why.RATE_LIMITED, refused.code(), until, Counted.ATTEMPT),
                new Pause(Why.RATE_LIMITED, refused.code(), until));
    }

    private Result credential(Answer.Refused refused, Instant now) {
        var until = now.plus(patience.credential());
        return new Result(
                new Step.Again(Why.CREDENTIAL_INVALID, refused.code(), now, Counted.NOT),
                new Pause(Why.CREDENTIAL_INVALID, refused.code(), until));
    }

    /**
     * After a message that Twilio took was not delivered.
     *
     * @param resends times that this happened to the message before
     */
    Step undelivered(int resends, int code, Instant now, Instant expires) {
        return switch (MessageError.treatment(code)) {
            case RETRY_SOON, RETRY_LATER -> carrier(resends, code, now, expires);
            case OPTED_OUT -> new Step.Ended(State.SUPPRESSED, Why.OPTED_OUT, code);
            case ACCOUNT, PERMANENT -> new Step.Ended(State.UNDELIVERED, Why.CARRIER, code);
        };
    }

    private Step carrier(int resends, int code, Instant now, Instant expires) {
        var at = now.plus(patience.later().after(resends + 1));
        return resends >= patience.resends() || !at.isBefore(expires)
                ? new Step.Ended(State.UNDELIVERED, Why.CARRIER, code)
                : new Step.Again(Why.CARRIER, code, at, Counted.RESEND);
    }
}
