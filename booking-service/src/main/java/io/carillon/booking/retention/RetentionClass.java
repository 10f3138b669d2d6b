package io.carillon.booking.retention;

import java.time.Duration;

/** A kind of row that is kept for a time only. Table and column names are our own and go into statements as they are. */
enum RetentionClass {
    /** Refused bookings; as long as the call log (design, section 9). */
    BOOKING_ATTEMPTS("booking-attempts", "booking_attempts", "created_at", Duration.ofDays(400)),
    /** First answers to requests with an Idempotency-Key: nobody repeats a request after two days. */
    IDEMPOTENCY_KEYS("idempotency-keys", "idempotency_keys", "created_at", Duration.ofDays(2)),
    /** Totals of old days; people compare years. */
    BOOKING_TOTALS("booking-totals", "booking_totals", "day", Duration.ofDays(1_100)),
    BOOKING_DURATIONS("booking-durations", "booking_durations", "day", Duration.ofDays(1_100));

    private final String word;
    private final String table;
    private final String column;
    private final Duration period;

    RetentionClass(String word, String table, String column, Duration period) {
        this.word = word;
        this.table = table;
        this.column = column;
        this.period = period;
    }

    /** In settings and in metrics. */
    String word() {
        return word;
    }

    String table() {
        return table;
    }

    /** The time or day that rows grow old from. */
    String column() {
        return column;
    }

    /** How long rows are kept where no setting says otherwise. */
    Duration period() {
        return period;
    }
}
