package io.carillon.booking.retention;

import io.carillon.booking.mode.PlatformMode;
import io.carillon.kit.retention.Keeper;
import io.carillon.kit.retention.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Nothing goes while the platform is closed for writing: whoever takes stock after a fault needs the rows. */
@ApplicationScoped
class BookingKeeper implements Keeper {

    /** People compare years. */
    private static final Duration TOTALS = Duration.ofDays(1_100);

    private static final List<Kept> KEPT = List.of(
            // Refused bookings; as long as the call log (design, section 9).
            new Kept("booking-attempts", "booking_attempts", "created_at", Duration.ofDays(400)),
            // First answers to requests with an Idempotency-Key: nobody repeats a request after two days.
            new Kept("idempotency-keys", "idempotency_keys", "created_at", Duration.ofDays(2)),
            // Who was erased, for as long as a backup from before may be restored.
            new Kept("erased-patients", "erased_patients", "erased_at", Duration.ofDays(400)),
            new Kept("booking-totals", "booking_totals", "day", TOTALS),
            new Kept("booking-durations", "booking_durations", "day", TOTALS));

    private final PlatformMode mode;

    BookingKeeper(PlatformMode mode) {
        this.mode = mode;
    }

    @Override
    public List<Kept> kept() {
        return KEPT;
    }

    @Override
    public boolean mayDelete() {
        return mode.writable();
    }
}
