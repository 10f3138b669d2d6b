package io.carillon.alerting.notify;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The channels of this installation, each behind its own guard. */
@ApplicationScoped
class Channels {

    private final List<Channel> all;

    Channels(NotifySettings settings) {
        all = List.of(
                new GuardedChannel(new PagerDutyChannel(settings.pagerdutyUrl(), settings.pagerdutyRoutingKey())),
                new GuardedChannel(new SlackChannel(settings.slackWebhookUrl())));
    }

    List<Channel> all() {
        return all;
    }
}
