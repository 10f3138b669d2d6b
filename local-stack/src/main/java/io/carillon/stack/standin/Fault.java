package io.carillon.stack.standin;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How an outside service misbehaves.
 *
 * @param delay before whatever it does; zero for at once
 */
public record Fault(Mode mode, Duration delay) {

    public static final Fault NONE = new Fault(Mode.OK, Duration.ZERO);

    /** The modes of the design's section 6. */
    public enum Mode {
        OK("ok"),
        /** The connection is closed without an answer. */
        DOWN("down"),
        /** Answers well, late. */
        SLOW("slow"),
        /** 500 */
        ERROR("error"),
        /** 429 with {@code Retry-After: 2} */
        RATE_LIMITED("rate-limited"),
        /** 401 */
        UNAUTHORIZED("unauthorized"),
        /** 200 with broken JSON */
        GARBAGE("garbage");

        private final String wireName;

        Mode(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        public static Optional<Mode> of(String wireName) {
            return Arrays.stream(values())
                    .filter(mode -> mode.wireName.equals(wireName))
                    .findFirst();
        }

        static String names() {
            return String.join(", ", Arrays.stream(values()).map(Mode::wireName).toList());
        }
    }
}
