package io.carillon.alerting.notify;

import io.smallrye.faulttolerance.api.Guard;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * A channel behind a breaker, a bulkhead and a last time limit. The breaker is quick to try again: a page that waits for
 * a breaker is a page that nobody gets.
 */
final class GuardedChannel implements Channel {

    private static final int LIMIT_SECONDS = 8;

    private final Channel channel;
    private final Guard guard;

    GuardedChannel(Channel channel) {
        this.channel = channel;
        this.guard = Guard.create()
                .withDescription("channel " + channel.name())
                .withBulkhead()
                .limit(4)
                .done()
                .withCircuitBreaker()
                .requestVolumeThreshold(10)
                .failureRatio(1)
                .delay(2, ChronoUnit.SECONDS)
                .done()
                .withTimeout()
                .duration(LIMIT_SECONDS, ChronoUnit.SECONDS)
                .done()
                .build();
    }

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public Delivery deliver(Notification notification) {
        try {
            return guard.call(() -> failingLoudly(notification), Delivery.class);
        } catch (UnavailableException e) {
            return e.delivery;
        } catch (CircuitBreakerOpenException e) {
            return Delivery.Later.because("breaker open");
        } catch (BulkheadException e) {
            return Delivery.Later.because("bulkhead full");
        } catch (TimeoutException e) {
            return Delivery.Later.because("timeout");
        } catch (Exception e) {
            return Delivery.Later.because("failed: " + e.getClass().getSimpleName());
        }
    }

    /** The breaker counts exceptions, not values. */
    private Delivery failingLoudly(Notification notification) throws UnavailableException {
        return switch (channel.deliver(notification)) {
            case Delivery.Later later -> throw new UnavailableException(later);
            case Delivery.Accepted accepted -> accepted;
            case Delivery.Refused refused -> refused;
        };
    }

    private static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Delivery.Later delivery;

        UnavailableException(Delivery.Later delivery) {
            super(delivery.reason(), null, false, false);
            this.delivery = delivery;
        }
    }
}
