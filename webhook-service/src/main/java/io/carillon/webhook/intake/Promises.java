package io.carillon.webhook.intake;

import io.carillon.events.CallEvent.AppointmentPromised;
import io.carillon.events.EventCodec;
import io.carillon.kit.event.EventFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records what callers are told is booked, by the way of every callback (Kafka, or the spool): a promise that nobody kept
 * is found then (R-BOOK-10). The caller does not wait for it, since what is promised is committed already.
 */
@ApplicationScoped
public class Promises {

    private static final Logger LOG = Logger.getLogger(Promises.class);

    private final EventCodec codec = new EventCodec();
    private final DurableIntake durable;
    private final EventFactory events;

    Promises(DurableIntake durable, EventFactory events) {
        this.durable = durable;
        this.events = events;
    }

    /** Under an id that follows from call and appointment: told twice, it is one promise. */
    public void record(@Nullable UUID orgId, AppointmentPromised promised) {
        var identity = promised.callId() + "\n" + promised.appointmentId();
        var id = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                .toString();
        var unused = durable.record(codec.encode(events.event(id, orgId, promised)))
                .whenComplete((recorded, failure) -> {
                    if (failure != null || recorded == Recorded.NOT_ACCEPTED) {
                        LOG.error("a promised appointment could not be recorded: neither Kafka nor the spool took it");
                    }
                });
    }
}
