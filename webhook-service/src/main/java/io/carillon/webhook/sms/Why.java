package io.carillon.webhook.sms;

import java.util.Locale;

/** Why a message is where it is, as rows, lists and metrics say it. */
enum Why {
    QUIET_HOURS("it is night at the clinic; the message waits for the morning"),
    BOOKING_AWAY("booking-service could not be asked for appointment and number"),
    CLINIC_UNKNOWN("the directory does not know the clinic yet"),
    BREAKER_OPEN("Twilio was not asked: too many calls failed shortly before"),
    RATE_LIMITED("Twilio asks us to send more slowly (429)"),
    CREDENTIAL_INVALID("Twilio refuses our credentials, or the account is suspended: a person is needed"),
    UNREACHABLE("no connection to Twilio"),
    UNAVAILABLE("Twilio says that it is unavailable (503)"),
    TIMEOUT("Twilio did not answer in time; whether it has the message is looked up"),
    CONNECTION_LOST("the connection was lost after the message went out; whether Twilio has it is looked up"),
    SERVER_ERROR("Twilio failed (5xx); whether it has the message is looked up"),
    GARBAGE("Twilio's answer could not be read; whether it has the message is looked up"),
    CRASHED("whoever sent the message ended before the outcome was written; it is looked up"),
    RETRY_ASKED("an operator asked to send the message again; it is looked up first"),
    NOT_FOUND("Twilio does not have the message"),
    AMBIGUOUS("Twilio lists messages that cannot be told from this one; it is not sent again"),
    NUMBER_CHANGED("the recipient's number changed, so the message cannot be looked up; it is not sent again"),
    LOOKED_IN_VAIN("Twilio could not be asked until it was too late to send the message"),
    REFUSED("Twilio refused the message"),
    CARRIER("the carrier did not deliver the message"),
    OPTED_OUT("the recipient replied STOP"),
    TOO_LATE("the appointment began, or the message waited for too long"),
    FEATURE_OFF("the clinic is without this channel for now"),
    NO_RECIPIENT("the appointment or the patient does not exist any more"),
    NO_NUMBER("the patient has no telephone number"),
    NO_SENDER("the clinic has no telephone number to send from"),
    SUPERSEDED("the appointment changed since; another message says so"),
    WINDOW_CLOSED("the recipient has not written on WhatsApp for 24 hours, and there is no approved template");

    private final String text;

    Why(String text) {
        this.text = text;
    }

    /** For example {@code quiet_hours}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    String text() {
        return text;
    }

    static Why ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
