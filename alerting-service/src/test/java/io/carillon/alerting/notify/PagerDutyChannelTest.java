package io.carillon.alerting.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.junit.jupiter.api.Test;

class PagerDutyChannelTest extends ChannelContract {

    @Override
    Channel channel(String baseUrl) {
        return new PagerDutyChannel(baseUrl, "key-of-the-lighthouse");
    }

    @Override
    ResponseDefinitionBuilder yes() {
        return aResponse().withStatus(202);
    }

    @Test
    void aPageNamesAllThatItsReaderNeeds() {
        var page = sent(Notifications.of(Action.TRIGGER));

        assertThat(page.path("routing_key").asText()).isEqualTo("key-of-the-lighthouse");
        assertThat(page.path("event_action").asText()).isEqualTo("trigger");
        assertThat(page.path("dedup_key").asText()).isEqualTo("00000000-0000-5000-8000-000000000001");
        assertThat(page.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(page.at("/payload/source").asText()).isEqualTo("lamp");
        assertThat(page.at("/payload/summary").asText()).isEqualTo("Mayday lamp: Lamp Out (1m5s, limit down for 1m)");
        var details = page.at("/payload/custom_details");
        assertThat(details.path("rule").asText()).isEqualTo("lamp-out");
        assertThat(details.path("value").asText()).isEqualTo("1m5s");
        assertThat(details.path("limit").asText()).isEqualTo("down for 1m");
        assertThat(details.path("since").asText()).isEqualTo("2026-01-02T11:59:00Z");
        assertThat(details.path("service").asText()).isEqualTo("lamp");
        assertThat(details.path("clinic").asText()).isEqualTo("DEMO");
        assertThat(details.path("runbook").asText()).endsWith("/docs/runbooks/lamp-out.md");
        assertThat(details.path("diagnosis").asText()).isEqualTo("GET /api/fuel");
    }

    @Test
    void aSummaryFitsPagerDutysLimit() {
        var page = sent(Notifications.of(Action.TRIGGER, "🔔".repeat(2_000), null));

        assertThat(page.at("/payload/summary").asText())
                .hasSizeLessThanOrEqualTo(1024)
                .endsWith("🔔…");
    }

    @Test
    void anAcknowledgementAndAnEndCarryTheKeyAndNothingElse() {
        assertThat(sent(Notifications.of(Action.ACKNOWLEDGE)).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("routing_key", "event_action", "dedup_key");
        assertThat(sent(Notifications.of(Action.RESOLVE)).path("event_action").asText())
                .isEqualTo("resolve");
    }
}
