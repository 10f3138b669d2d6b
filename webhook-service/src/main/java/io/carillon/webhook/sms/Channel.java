package io.carillon.webhook.sms;

import java.util.Locale;

/** The way a message takes. */
enum Channel {
    SMS(""),
    WHATSAPP("whatsapp:");

    private final String prefix;

    Channel(String prefix) {
        this.prefix = prefix;
    }

    /** As it stands in the table and in answers; also the name of the feature that a clinic can be without. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A number (E.164) as Twilio's {@code To} and {@code From} name it on this channel. */
    String address(String number) {
        return prefix + number;
    }

    /** The channel of an address that Twilio gave us. */
    static Channel ofAddress(String address) {
        return address.startsWith(WHATSAPP.prefix) ? WHATSAPP : SMS;
    }

    static Channel ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
