package io.carillon.alerting.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How notifications go out. */
@ConfigMapping(prefix = "carillon.alerting.notify")
public interface NotifySettings {

    /** How often the outbox is looked at when nobody says that there is something in it. */
    @WithDefault("250ms")
    Duration beat();

    /** The wait after a first failure; doubles, with jitter. */
    @WithDefault("1s")
    Duration firstRetry();

    /** The longest wait between two attempts. */
    @WithDefault("1m")
    Duration mostRetry();

    /** PagerDuty's Events API without {@code /v2/enqueue} ({@code PAGERDUTY_EVENTS_URL}). */
    @WithDefault("https://events.pagerduty.com")
    String pagerdutyUrl();

    /** The integration's key ({@code PAGERDUTY_ROUTING_KEY}). */
    String pagerdutyRoutingKey();

    /** The incoming webhook ({@code SLACK_WEBHOOK_URL}); a secret. */
    String slackWebhookUrl();
}
