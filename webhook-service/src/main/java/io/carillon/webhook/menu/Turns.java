package io.carillon.webhook.menu;

import io.carillon.events.CallEvent.Parameter;
import io.carillon.webhook.call.CallSeal;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Carries a {@link Turn} in the URL that Twilio posts the caller's answer to. The numbers stand there as they are; what
 * was offered, who was proven and what they have booked is sealed for this call (ADR 22), because Twilio, and whoever
 * sees its logs, keeps URLs.
 */
@ApplicationScoped
class Turns {

    private static final String TURN = "turn";
    private static final String MISSES = "misses";
    private static final String STATE = "s";
    private static final String LINE = "\n";

    private final CallSeal seal;

    Turns(CallSeal seal) {
        this.seal = seal;
    }

    /** Query of the URL, without the question mark. */
    String query(Turn turn, Clinic clinic, String callId) {
        var query = new StringBuilder(TURN).append('=').append(turn.number());
        if (turn.misses() > 0) {
            query.append('&').append(MISSES).append('=').append(turn.misses());
        }
        var first = Turn.first();
        if (clinic.orgId() != null && !(turn.state().equals(first.state()) && turn.triesLeft() == first.triesLeft())) {
            var content = turn.triesLeft() + LINE + StateCodec.write(turn.state());
            query.append('&').append(STATE).append('=').append(seal.seal(callId, clinic.orgId(), content));
        }
        return query.toString();
    }

    /** Whoever is on the line with a URL that is not ours, or another call's, hears the menu rather than an error. */
    Turn read(List<Parameter> query, Clinic clinic, String callId) {
        try {
            int number = number(query, TURN, 1);
            int misses = number(query, MISSES, 0);
            if (number < 1 || number >= Turn.LAST || misses < 0) {
                return Turn.first();
            }
            var sealed = value(query, STATE);
            var start = new Turn(number, misses, Turn.first().triesLeft(), new State.AtMenu());
            if (sealed.isEmpty() || clinic.orgId() == null) {
                return start;
            }
            return seal.open(callId, clinic.orgId(), sealed.get())
                    .flatMap(content -> {
                        int line = content.indexOf(LINE);
                        return StateCodec.read(content.substring(line + 1))
                                .map(state -> new Turn(number, misses, triesLeft(content, line), state));
                    })
                    .orElse(start);
        } catch (NumberFormatException | IndexOutOfBoundsException notOurs) {
            return Turn.first();
        }
    }

    private static int triesLeft(String content, int line) {
        return Integer.parseInt(content, 0, line, 10);
    }

    private static int number(List<Parameter> query, String name, int otherwise) {
        return value(query, name).map(Integer::parseInt).orElse(otherwise);
    }

    private static Optional<String> value(List<Parameter> query, String name) {
        return query.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }
}
