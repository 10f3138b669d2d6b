package io.carillon.webhook.sms;

import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.Feature;
import java.util.Locale;

/** The way a message takes. */
enum Channel {
    SMS("", Feature.SMS),
    WHATSAPP("whatsapp:", Feature.WHATSAPP);

    private final String prefix;
    private final Feature feature;

    Channel(String prefix, Feature feature) {
        this.prefix = prefix;
        this.feature = feature;
    }

    boolean openTo(Clinic clinic) {
        return clinic.has(feature);
    }

    /** As it stands in the table and in answers. */
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

    /** The number of an address that Twilio gave us. */
    static String number(String address) {
        return address.substring(address.indexOf(':') + 1);
    }

    static Channel ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
