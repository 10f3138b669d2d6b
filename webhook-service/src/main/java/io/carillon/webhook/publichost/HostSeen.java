package io.carillon.webhook.publichost;

/** What was found at the public address. */
sealed interface HostSeen {

    /** The name leads nowhere, and so do callbacks. */
    record Unresolved(String why) implements HostSeen {}

    /** It resolves; without https there is no certificate. */
    record Plain() implements HostSeen {}

    /** It resolves and shows no certificate. */
    record NoCertificate(String why) implements HostSeen {}

    record Certified(Certificate certificate) implements HostSeen {}
}
