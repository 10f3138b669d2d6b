package io.carillon.alerting.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * A Slack incoming webhook. It answers 200 with the two letters {@code ok}; a 200 that says anything else, or
 * {@code {"ok":false}}, means that nobody saw the message (design, section 8).
 */
public final class SlackChannel implements Channel {

    public static final String NAME = "slack";

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI webhook;
    private final HttpPost http = new HttpPost(LIMIT);

    /** @param webhookUrl the secret address of the webhook; never logged */
    public SlackChannel(String webhookUrl) {
        this.webhook = URI.create(webhookUrl);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Delivery deliver(Notification notification) {
        return http.send(webhook, SlackMessage.of(notification).toString(), SlackChannel::readAnswer);
    }

    private static Delivery readAnswer(HttpResponse<String> answer) {
        var body = answer.body().strip();
        if (body.equals("ok")) {
            return new Delivery.Accepted();
        }
        try {
            var json = JSON.readTree(body);
            return json.path("ok").asBoolean(false)
                    ? new Delivery.Accepted()
                    : Delivery.Later.because("answered 200 without ok");
        } catch (JsonProcessingException e) {
            return Delivery.Later.because("answered 200 with neither ok nor JSON");
        }
    }
}
