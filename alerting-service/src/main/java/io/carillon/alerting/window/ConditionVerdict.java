package io.carillon.alerting.window;

import io.carillon.alerting.wire.Wire;
import java.time.Instant;

/** A change in what a rule finds; topic {@code carillon.verdicts}, keyed by condition. */
public sealed interface ConditionVerdict {

    String rule();

    /** Kind and subject, for example {@code down:postgres}. */
    String condition();

    /** When the firing that this is about became true: with rule and condition its identity. */
    Instant t0();

    /**
     * The rule's limit is passed and has been for its time.
     *
     * @param rank of the band that the value is in, 0 (worst) to 3
     * @param value what was measured, with its unit
     * @param limit what the rule allows, in its words
     * @param since when the trouble began
     */
    record Firing(String rule, String condition, int rank, String value, String limit, Instant since, Instant t0)
            implements ConditionVerdict {}

    /**
     * The condition has been clear for the rule's time.
     *
     * @param at when that was found
     */
    record Clear(String rule, String condition, String value, Instant t0, Instant at) implements ConditionVerdict {}

    default byte[] encode() {
        return switch (this) {
            case Firing firing -> Wire.bytes(Wire.tree("firing", firing));
            case Clear clear -> Wire.bytes(Wire.tree("clear", clear));
        };
    }

    static ConditionVerdict decode(byte[] json) throws Wire.MalformedException {
        return Wire.<ConditionVerdict>readKind(Wire.parse(json), ConditionVerdict::typeOf);
    }

    private static Class<? extends ConditionVerdict> typeOf(String kind) {
        return switch (kind) {
            case "firing" -> Firing.class;
            case "clear" -> Clear.class;
            default -> throw new IllegalArgumentException("no verdict is of kind " + kind);
        };
    }
}
