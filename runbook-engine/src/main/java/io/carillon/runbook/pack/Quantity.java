package io.carillon.runbook.pack;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number with its unit.
 *
 * @param value in the unit's own measure, see {@link Unit}
 */
public record Quantity(double value, Unit unit) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)(kB|MB|GB)");
    private static final Pattern SPEED = Pattern.compile("(\\d+(?:\\.\\d+)?)/(s|m|h)");
    private static final double STEP = 1024;

    /** Reads {@code 10}, {@code 5%}, {@code 2s}, {@code 512MB} or {@code 100/s}; empty when it is none of these. */
    public static Optional<Quantity> parse(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Optional.of(new Quantity(Double.parseDouble(text), Unit.COUNT));
        }
        if (text.endsWith("%")
                && NUMBER.matcher(text.substring(0, text.length() - 1)).matches()) {
            return Optional.of(new Quantity(Double.parseDouble(text.substring(0, text.length() - 1)), Unit.PERCENT));
        }
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            return Optional.of(new Quantity(number(size) * bytes(size.group(2)), Unit.BYTES));
        }
        Matcher speed = SPEED.matcher(text);
        if (speed.matches()) {
            return Optional.of(new Quantity(number(speed) / seconds(speed.group(2)), Unit.PER_SECOND));
        }
        return Durations.parse(text).map(Quantity::of);
    }

    public static Quantity of(Duration duration) {
        return new Quantity(duration.toNanos() / 1e9, Unit.SECONDS);
    }

    /** As an operator reads it: {@code 12}, {@code 5.2%}, {@code 2m30s}, {@code 15.2MB}, {@code 100/s}. */
    @Override
    public String toString() {
        return switch (unit) {
            case COUNT, FLAG -> plain(value);
            case PERCENT -> plain(value) + "%";
            case SECONDS -> Durations.print(Duration.ofMillis(Math.round(value * 1000)));
            case BYTES -> plain(Math.round(value / STEP / STEP * 10) / 10.0) + "MB";
            case PER_SECOND -> plain(value) + "/s";
        };
    }

    private static String plain(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return exact.toPlainString();
    }

    private static double number(Matcher matcher) {
        return Double.parseDouble(matcher.group(1));
    }

    private static double bytes(String unit) {
        return switch (unit) {
            case "kB" -> STEP;
            case "MB" -> STEP * STEP;
            default -> STEP * STEP * STEP;
        };
    }

    private static double seconds(String unit) {
        return switch (unit) {
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
        };
    }
}
