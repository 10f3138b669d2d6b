package io.carillon.alerting.notify;

import io.carillon.kit.outside.Circuit;
import io.carillon.kit.outside.Circuit.Unanswered;
import io.carillon.kit.outside.Circuits;
import java.time.Duration;

/**
 * A channel behind its circuit, which is slow to open and quick to try again: a page that waits for a circuit is a page
 * that nobody gets.
 */
final class GuardedChannel implements Channel {

    private static final Circuit.Limits LIMITS = new Circuit.Limits(4, Duration.ofSeconds(8), 1, Duration.ofSeconds(2));

    private final Channel channel;
    private final Circuit circuit;

    GuardedChannel(Channel channel, Circuits circuits) {
        this.channel = channel;
        this.circuit = new Circuit("channel_" + channel.name(), LIMITS, circuits);
    }

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public Delivery deliver(Notification notification) {
        return circuit.call(
                Delivery.class,
                () -> delivered(notification),
                delivery -> delivery instanceof Delivery.Later,
                unanswered -> Delivery.Later.because(why(unanswered)));
    }

    private Delivery delivered(Notification notification) {
        try {
            return channel.deliver(notification);
        } catch (RuntimeException e) {
            return Delivery.Later.because("failed: " + e.getClass().getSimpleName());
        }
    }

    private static String why(Unanswered unanswered) {
        return switch (unanswered) {
            case OPEN -> "breaker open";
            case FULL -> "bulkhead full";
            case TIMEOUT -> "timeout";
        };
    }
}
