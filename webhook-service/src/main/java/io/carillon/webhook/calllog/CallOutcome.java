package io.carillon.webhook.calllog;

import java.util.Locale;

/** What a call came to, in the order in which one outweighs another; the migrations have the same words in the same order. */
enum CallOutcome {
    TRANSFER_FAILED,
    TRANSFERRED,
    APPOINTMENT_PROMISED,
    APPOINTMENT_BOOKED;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
