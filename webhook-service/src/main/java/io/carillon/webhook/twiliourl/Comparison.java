package io.carillon.webhook.twiliourl;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of our numbers, held against what Twilio has.
 *
 * @param sid Twilio's id of the number; null where it was not found
 * @param differences empty unless the status is {@code MISMATCH}
 */
record Comparison(Ours ours, @Nullable String sid, Status status, Answering answering, List<Difference> differences) {

    Comparison {
        differences = List.copyOf(differences);
    }

    /**
     * A number of a clinic's.
     *
     * @param phone E.164
     * @param assisted whether Vapi may answer it without us: the clinic has assistants there, none of which is its
     *     receptionist behind our greeting
     */
    record Ours(UUID orgId, String clinic, String phone, boolean assisted) {

        /** The last four digits: all of it that logs and answers show. */
        String masked() {
            return "…" + phone.substring(Math.max(0, phone.length() - 4));
        }
    }

    enum Status {
        OK,
        MISMATCH,
        /** The account does not have the number. */
        UNKNOWN_NUMBER,
        /** Twilio did not say. */
        UNREACHABLE;

        /** For example {@code unknown-number}. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean isWrong() {
            return this == MISMATCH || this == UNKNOWN_NUMBER;
        }
    }

    /** Who picks up. */
    enum Answering {
        CARILLON,
        /** Vapi has set its own address for calls, as it does when a number is imported there. */
        VAPI;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param found empty text for what is not set */
    record Difference(NumberField field, String wanted, String found) {}
}
