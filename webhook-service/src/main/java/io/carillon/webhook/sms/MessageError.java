package io.carillon.webhook.sms;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Twilio's error codes of messages, after its error dictionary (twilio.com/docs/api/errors): what each means and what
 * follows from it. A code that is not here is treated as this message's own and permanent.
 */
enum MessageError {
    AUTHENTICATION(20003, Treatment.ACCOUNT, "credentials refused"),
    ACCOUNT_NOT_ACTIVE(20005, Treatment.ACCOUNT, "account not active"),
    TOO_MANY_REQUESTS(20429, Treatment.RETRY_SOON, "too many requests"),
    SERVICE_UNAVAILABLE(20503, Treatment.RETRY_SOON, "service unavailable"),
    INVALID_TO(21211, Treatment.PERMANENT, "the recipient's number is not valid"),
    INVALID_FROM(21212, Treatment.PERMANENT, "the clinic's number is not valid as a sender"),
    REGION_NOT_PERMITTED(21408, Treatment.PERMANENT, "the account may not send to the recipient's country"),
    FROM_NOT_CAPABLE(21606, Treatment.PERMANENT, "the clinic's number cannot send messages to this recipient"),
    OPTED_OUT(21610, Treatment.OPTED_OUT, "the recipient replied STOP"),
    SENDER_QUEUE_FULL(21611, Treatment.RETRY_LATER, "ten hours of messages wait for the clinic's number already"),
    NOT_REACHABLE(21612, Treatment.PERMANENT, "the recipient cannot be reached from the clinic's number"),
    NOT_MOBILE(21614, Treatment.PERMANENT, "the recipient's number is no mobile number"),
    BODY_TOO_LONG(21617, Treatment.PERMANENT, "the text is longer than 1,600 characters"),
    QUEUE_OVERFLOW(30001, Treatment.RETRY_LATER, "Twilio's queue of the sender overflowed"),
    ACCOUNT_SUSPENDED(30002, Treatment.ACCOUNT, "the account was suspended"),
    UNREACHABLE_HANDSET(30003, Treatment.RETRY_LATER, "the telephone is switched off or has no reception"),
    BLOCKED(30004, Treatment.PERMANENT, "the recipient or the carrier blocks messages"),
    UNKNOWN_HANDSET(30005, Treatment.PERMANENT, "the number does not exist or is not in service"),
    LANDLINE(30006, Treatment.PERMANENT, "the number is a landline or its carrier cannot be reached"),
    FILTERED(30007, Treatment.PERMANENT, "the message was filtered as unwanted"),
    UNKNOWN_ERROR(30008, Treatment.RETRY_LATER, "the carrier gave no reason"),
    TTL_TOO_SMALL(30012, Treatment.PERMANENT, "the validity period is too short for the carrier"),
    TOLL_FREE_UNVERIFIED(30032, Treatment.PERMANENT, "the toll-free number is not verified"),
    UNREGISTERED(30034, Treatment.PERMANENT, "the clinic's number is in no registered A2P 10DLC campaign"),
    VALIDITY_EXPIRED(30036, Treatment.PERMANENT, "the message waited at Twilio for longer than it was to be valid"),
    CARRIER_TIMEOUT(30410, Treatment.RETRY_LATER, "the carrier's gateway did not answer"),
    WINDOW_CLOSED(63016, Treatment.PERMANENT, "WhatsApp's 24-hour window is closed and no template was used");

    /** What follows from a code. */
    enum Treatment {
        /** Passes by itself, in seconds. */
        RETRY_SOON,
        /** The carrier or a queue; passes, in minutes, if it passes. */
        RETRY_LATER,
        /** Everything of the account, until a person mends it. */
        ACCOUNT,
        /** The recipient does not want messages, and is heeded. */
        OPTED_OUT,
        /** Sent again it would be refused again. */
        PERMANENT
    }

    private static final Map<Integer, MessageError> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(MessageError::code, Function.identity()));

    private final int code;
    private final Treatment treatment;
    private final String meaning;

    MessageError(int code, Treatment treatment, String meaning) {
        this.code = code;
        this.treatment = treatment;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    static Optional<MessageError> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    static Treatment treatment(int code) {
        return of(code).map(known -> known.treatment).orElse(Treatment.PERMANENT);
    }

    /** For people: what {@code code} means. */
    static String meaning(int code) {
        return of(code).map(known -> known.meaning).orElse("see twilio.com/docs/api/errors/" + code);
    }

    /** The label of a metric: known codes only, so that their number is bounded. */
    static String label(int code) {
        return of(code).map(known -> Integer.toString(known.code)).orElse("other");
    }
}
