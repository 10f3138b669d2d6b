package io.carillon.alerting.notify;

import io.carillon.kit.outside.Circuits;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The channels of this installation, each behind its own guard. */
@ApplicationScoped
class Channels {

    private final List<Channel> all;

    Channels(NotifySettings settings, Circuits circuits) {
        all = List.of(
                new GuardedChannel(
                        new PagerDutyChannel(settings.pagerdutyUrl(), settings.pagerdutyRoutingKey()), circuits),
                new GuardedChannel(new SlackChannel(settings.slackWebhookUrl()), circuits));
    }

    List<Channel> all() {
        return all;
    }
}
