package io.carillon.webhook.twilioapi;

/** Why a question has no answer of Twilio's. */
public enum NoAnswer {
    /** Too many calls failed shortly before, or too many are under way: nobody was asked. */
    NOT_ASKED,
    /** No connection. */
    UNREACHABLE,
    /** Asked, and no answer in time. */
    TIMEOUT,
    /** Asked, and the connection was lost. */
    CONNECTION_LOST
}
