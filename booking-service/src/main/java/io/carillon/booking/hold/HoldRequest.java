package io.carillon.booking.hold;

import io.carillon.booking.appointment.AsSent;
import io.carillon.booking.schedule.TimeRange;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for slots that makes sense by itself.
 *
 * @param slots one to five
 * @param list whether they came as a list, which is answered by a list
 * @param callId null where there is no call
 */
record HoldRequest(List<Slot> slots, boolean list, @Nullable String callId, Duration length) {

    HoldRequest {
        slots = List.copyOf(slots);
    }

    /**
     * One slot with one doctor.
     *
     * @param startTime as it was sent, because the answer repeats it so
     * @param endTime as it was sent
     */
    record Slot(String doctorId, TimeRange time, String startTime, String endTime) {

        AsSent asSent() {
            return new AsSent(null, doctorId, time.start(), time.end());
        }
    }
}
