package io.carillon.webhook.publichost;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What is to be said about the public host. */
enum Concern {
    UNRESOLVED("does not resolve: no callback reaches us"),
    NO_CERTIFICATE("shows no certificate"),
    EXPIRED("shows a certificate that has expired or is not valid yet: Twilio refuses it (11236)"),
    EXPIRES_SOON("shows a certificate that expires soon"),
    UNTRUSTED("shows a certificate that this machine does not trust (Twilio: 11237)"),
    OTHER_NAME("shows a certificate for another name (Twilio: 11235)");

    private final String text;

    Concern(String text) {
        this.text = text;
    }

    /** For example {@code expires_soon}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people, behind the host's name. */
    String text() {
        return text;
    }

    /** @param warnBefore a certificate that lasts for less expires soon */
    static Set<Concern> of(HostSeen seen, Instant now, Duration warnBefore) {
        return switch (seen) {
            case HostSeen.Unresolved _ -> EnumSet.of(UNRESOLVED);
            case HostSeen.Plain _ -> EnumSet.noneOf(Concern.class);
            case HostSeen.NoCertificate _ -> EnumSet.of(NO_CERTIFICATE);
            case HostSeen.Certified(Certificate certificate) -> of(certificate, now, warnBefore);
        };
    }

    private static Set<Concern> of(Certificate certificate, Instant now, Duration warnBefore) {
        // Nobody trusts a certificate out of its time; that is one thing to mend, not two.
        if (!certificate.validAt(now)) {
            return EnumSet.of(EXPIRED);
        }
        var concerns = EnumSet.noneOf(Concern.class);
        if (certificate.notAfter().isBefore(now.plus(warnBefore))) {
            concerns.add(EXPIRES_SOON);
        }
        switch (certificate.trust()) {
            case TRUSTED -> {}
            case UNTRUSTED -> concerns.add(UNTRUSTED);
            case OTHER_NAME -> concerns.add(OTHER_NAME);
        }
        return concerns;
    }
}
