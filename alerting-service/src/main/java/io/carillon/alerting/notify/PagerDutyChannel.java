package io.carillon.alerting.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.time.Duration;

/**
 * PagerDuty Events API v2: 202 is yes, 429, 5xx and the network are tried again, 400 never (design, section 8). The
 * incident's id is the {@code dedup_key}, so a repeat of the same page is one page.
 */
public final class PagerDutyChannel implements Channel {

    public static final String NAME = "pagerduty";

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final URI enqueue;
    private final String routingKey;
    private final HttpPost http = new HttpPost(LIMIT);

    /**
     * @param eventsUrl base address; {@code /v2/enqueue} is appended
     * @param routingKey the integration's key; never logged
     */
    public PagerDutyChannel(String eventsUrl, String routingKey) {
        this.enqueue = URI.create(eventsUrl + "/v2/enqueue");
        this.routingKey = routingKey;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Delivery deliver(Notification notification) {
        var body = JsonNodeFactory.instance.objectNode().put("routing_key", routingKey);
        body.setAll(PagerDutyEvent.of(notification));
        return http.send(
                enqueue,
                body.toString(),
                answer -> answer.statusCode() == 202
                        ? new Delivery.Accepted()
                        : Delivery.Later.because("status " + answer.statusCode()));
    }
}
