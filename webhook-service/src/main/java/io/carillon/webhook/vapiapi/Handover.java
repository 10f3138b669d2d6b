package io.carillon.webhook.vapiapi;

import java.util.Locale;

/** What became of handing a call over to an assistant. */
public sealed interface Handover {

    /** @param twiml of Vapi's, in UTF-8, that connects the caller with the assistant */
    record Taken(byte[] twiml) implements Handover {}

    /** The call stays with us. */
    record NotTaken(Why why) implements Handover {}

    /** Why a call stays with us. */
    enum Why {
        /** There is no key, so nobody was asked. */
        NO_KEY(false, "VAPI_API_KEY is not set"),
        /** Too many calls failed shortly before, or too many are under way: nobody was asked. */
        NOT_ASKED(false, "it is not asked for the moment"),
        UNREACHABLE(true, "no connection"),
        TIMEOUT(true, "no answer in time"),
        /** Asked, and the connection was lost; also where more came than an answer has. */
        CONNECTION_LOST(true, "the answer broke off"),
        /** 5xx, and whatever else is no answer to what was asked. */
        ERROR(true, "it answered with an error"),
        /** A success in which there is nothing that Twilio could be given. */
        UNUSABLE(true, "its answer has no TwiML"),
        /** 429. Vapi is there, and what is true of one organisation's limit may be over for the next call. */
        RATE_LIMITED(false, "it limits our calls"),
        /** 401 or 403: no outage, and nothing that passes by itself. */
        UNAUTHORIZED(false, "it refuses VAPI_API_KEY: put in a valid key"),
        /** Another 4xx: most likely the clinic's assistant or number is not known there. */
        REFUSED(false, "it refuses this clinic's receptionist: compare its ids with Vapi's");

        private final boolean outage;
        private final String words;

        Why(boolean outage, String words) {
            this.outage = outage;
            this.words = words;
        }

        /** Whether it counts against Vapi. */
        boolean isOutage() {
            return outage;
        }

        /** For metrics and the log, for example {@code not-asked}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String words() {
            return words;
        }
    }
}
