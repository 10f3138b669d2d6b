package io.carillon.health.probe;

/** What a look at something showed. */
public sealed interface CheckResult {

    /** It answered as it should. */
    record Up() implements CheckResult {}

    /** It could not be used, and this is why. */
    record Down(Reason reason) implements CheckResult {}

    /** The one value of {@link Up}. */
    Up UP = new Up();

    static CheckResult down(Reason reason) {
        return new Down(reason);
    }
}
