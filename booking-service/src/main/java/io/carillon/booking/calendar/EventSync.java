package io.carillon.booking.calendar;

import io.carillon.booking.calendar.AccessTokens.Grant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings one appointment's event to the state that its claim describes. Every step can be repeated: an insert that had
 * worked answers 409 and becomes a patch, a delete that had worked answers 410. Holds no transaction.
 */
@ApplicationScoped
class EventSync {

    private final GoogleCalendar google;
    private final AccessTokens tokens;

    EventSync(GoogleCalendar google, AccessTokens tokens) {
        this.google = google;
        this.tokens = tokens;
    }

    SyncOutcome sync(Claim claim) {
        var wanted = claim.event();
        var liesIn = claim.liesIn();
        if (liesIn != null && (wanted == null || !liesIn.equals(wanted.calendar()))) {
            return takeOut(claim, liesIn);
        }
        return wanted == null ? new SyncOutcome.Told() : put(claim, wanted);
    }

    private SyncOutcome takeOut(Claim claim, String calendar) {
        return switch (asked(claim, token -> google.delete(token, calendar, EventId.of(claim.appointment())))) {
            case Answer.Done _, Answer.Missing _ ->
                claim.event() == null ? new SyncOutcome.Told() : new SyncOutcome.TakenOut();
            // Somebody closed the old calendar to us. What lies there we cannot reach; the new one must not wait for
            // it.
            case Answer.Failed(Problem problem, var _)
            when problem == Problem.CALENDAR_FORBIDDEN && claim.event() != null -> new SyncOutcome.TakenOut();
            case Answer other -> notTold(other);
        };
    }

    /** What is known to be there is patched first, anything else inserted first; the other way follows if that was wrong. */
    private SyncOutcome put(Claim claim, Claim.Wanted wanted) {
        var first = claim.eventKnown() ? patch(claim, wanted) : insert(claim, wanted);
        var second = switch (first) {
            case Answer.Exists _ -> patch(claim, wanted);
            case Answer.Missing _ when claim.eventKnown() -> insert(claim, wanted);
            case Answer other -> other;
        };
        return second instanceof Answer.Done ? new SyncOutcome.Told() : notTold(second);
    }

    private Answer insert(Claim claim, Claim.Wanted wanted) {
        var event = EventText.of(claim.appointment(), wanted);
        return asked(claim, token -> google.insert(token, wanted.calendar(), event));
    }

    private Answer patch(Claim claim, Claim.Wanted wanted) {
        var id = EventId.of(claim.appointment());
        var event = EventText.of(claim.appointment(), wanted).without("id");
        return asked(claim, token -> google.patch(token, wanted.calendar(), id, event.deepCopy()));
    }

    /** A token that was good a minute ago may be revoked: it is renewed once, and what is refused then is no token's fault. */
    private Answer asked(Claim claim, Function<String, Answer> call) {
        var answer = askedOnce(claim, call);
        return answer instanceof Answer.TokenRefused ? askedOnce(claim, call) : answer;
    }

    private Answer askedOnce(Claim claim, Function<String, Answer> call) {
        return switch (tokens.forClinic(claim.clinic(), claim.credentialVersion())) {
            case Grant.Refused(Answer.Failed why) -> why;
            case Grant.Token(String token) -> {
                var answer = call.apply(token);
                if (answer instanceof Answer.TokenRefused) {
                    tokens.refused(claim.clinic(), token);
                }
                yield answer;
            }
        };
    }

    private static SyncOutcome notTold(Answer answer) {
        return switch (answer) {
            case Answer.Failed(Problem problem, var retryAfter) -> new SyncOutcome.NotTold(problem, retryAfter);
            case Answer.TokenRefused _ -> because(Problem.CREDENTIAL_INVALID);
            // Neither there nor to be made: the calendar itself is missing.
            case Answer.Missing _ -> because(Problem.CALENDAR_NOT_FOUND);
            case Answer.Exists _, Answer.Done _ -> because(Problem.REJECTED);
        };
    }

    private static SyncOutcome because(Problem problem) {
        return new SyncOutcome.NotTold(problem, Optional.empty());
    }
}
