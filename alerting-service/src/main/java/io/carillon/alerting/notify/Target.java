package io.carillon.alerting.notify;

/**
 * Where a notification goes.
 *
 * @param channel the channel's name, for example {@code pagerduty}
 * @param address who or what is addressed on it, in the pack's words: a team, {@code #engineering-alerts}
 */
public record Target(String channel, String address) {}
