package io.carillon.alerting.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackChannelTest extends ChannelContract {

    @Override
    Channel channel(String baseUrl) {
        return new SlackChannel(baseUrl + "/services/T0/B0/secret");
    }

    @Override
    ResponseDefinitionBuilder yes() {
        return aResponse().withStatus(200).withBody("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ok\":false,\"error\":\"channel_not_found\"}", "no_service", "", "<html>hello</html>"})
    void twoHundredWithoutOkMeansThatNobodySawIt(String body) {
        answering(aResponse().withStatus(200).withBody(body));

        assertThat(deliver()).isInstanceOf(Delivery.Later.class);
    }

    @Test
    void aMessageNamesAllThatItsReaderNeedsInsideSlacksLimits() {
        var message = sent(Notifications.of(Action.TRIGGER, "a<b & c ".repeat(800), "note ".repeat(1_000)));

        assertThat(message.path("blocks")).hasSizeLessThanOrEqualTo(50);
        assertThat(message.at("/blocks/0/text/text").asText()).hasSizeLessThanOrEqualTo(150);
        for (var block : message.path("blocks")) {
            assertThat(block.at("/text/text").asText()).hasSizeLessThanOrEqualTo(3000);
            assertThat(block.path("fields")).hasSizeLessThanOrEqualTo(10);
        }
        var text = message.path("blocks").toString();
        assertThat(text)
                .contains("lamp-out", "1m5s", "down for 1m", "2026-01-02T11:59:00Z", "DEMO", "Keepers")
                .contains("https://carillon.example/docs/runbooks/lamp-out.md", "GET /api/fuel");
    }

    @Test
    void anEndSaysSo() {
        assertThat(sent(Notifications.of(Action.RESOLVE)).path("text").asText())
                .isEqualTo("Resolved: Mayday lamp: Lamp Out");
    }
}
