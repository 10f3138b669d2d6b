package io.carillon.alerting.notify;

import java.util.Set;

/**
 * Where a notification goes.
 *
 * @param channel the channel's name, for example {@code pagerduty}
 * @param address who or what is addressed on it, in the pack's words: a team, {@code #engineering-alerts}
 */
public record Target(String channel, String address) {

    private static final Set<String> SERVED = Set.of(PagerDutyChannel.NAME, SlackChannel.NAME);

    /** Whether this release has a channel of that name; mail and the daily digest are to come. */
    public boolean served() {
        return SERVED.contains(channel);
    }
}
