package io.carillon.booking.hold;

import io.carillon.booking.mode.Mode;
import io.carillon.booking.mode.PlatformMode;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.Topic;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.event.OffsetReset;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Listens for calls that end, so that what they held is free at once and not only when its time is up. */
@ApplicationScoped
class EndedCalls {

    /** Longer than anything is held: what a call held that ended earlier has fallen by time. */
    private static final Duration MATTERS = Duration.ofMinutes(20);

    private final EventConsumers consumers;
    private final FallenHolds fallen;
    private final PlatformMode mode;
    private final Clock clock;

    EndedCalls(EventConsumers consumers, FallenHolds fallen, PlatformMode mode, Clock clock) {
        this.consumers = consumers;
        this.fallen = fallen;
        this.mode = mode;
        this.clock = clock;
    }

    void listen(@Observes StartupEvent start) {
        // Stopped by the kit together with the service.
        var unused = consumers.start("booking-ended-calls", Set.of(Topic.CALLS), OffsetReset.EARLIEST, this::take);
    }

    /**
     * Whatever is thrown here has the event handed over again: an ended call is not forgotten while PostgreSQL is away. While the
     * platform is closed for writing it is: nobody can book what was held, and by the end of that it has fallen by time.
     */
    void take(CloudEvent<? extends Event> event, Instant brokerTime) {
        if (mode.mode() == Mode.NORMAL
                && event.data() instanceof CallbackAccepted callback
                && CallEnd.in(callback)
                && brokerTime.isAfter(clock.instant().minus(MATTERS))) {
            fallen.callEnded(callback.callId());
        }
    }
}
