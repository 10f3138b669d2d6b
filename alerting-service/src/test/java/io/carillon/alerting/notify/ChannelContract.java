package io.carillon.alerting.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every channel keeps to, whoever answers on the other side. */
abstract class ChannelContract {

    final WireMockServer server = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    /** The channel, talking to {@code baseUrl}. */
    abstract Channel channel(String baseUrl);

    /** The answer that means yes. */
    abstract ResponseDefinitionBuilder yes();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void aYesIsAccepted(Action action) {
        answering(yes());

        assertThat(deliver(Notifications.of(action))).isInstanceOf(Delivery.Accepted.class);
        assertThat(server.findAll(anyRequestedFor(anyUrl()))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void troubleOnTheOtherSideIsTriedAgain(int status) {
        answering(aResponse().withStatus(status));

        assertThat(deliver())
                .isInstanceOfSatisfying(
                        Delivery.Later.class,
                        later -> assertThat(later.reason()).contains("" + status));
    }

    @Test
    void aRateLimitSaysHowLongToWait() {
        answering(aResponse().withStatus(429).withHeader("Retry-After", "2"));

        assertThat(deliver())
                .isInstanceOfSatisfying(
                        Delivery.Later.class,
                        later -> assertThat(later.after()).isEqualTo(Optional.of(Duration.ofSeconds(2))));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void aRefusalIsNotTriedAgain(int status) {
        answering(aResponse().withStatus(status));

        assertThat(deliver()).isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void aBrokenConnectionIsTriedAgain() {
        answering(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThat(deliver()).isInstanceOf(Delivery.Later.class);
    }

    @Test
    void nobodyThereIsTriedAgain() {
        var address = server.baseUrl();
        server.stop();

        assertThat(channel(address).deliver(Notifications.of(Action.TRIGGER))).isInstanceOf(Delivery.Later.class);
    }

    void answering(ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    Delivery deliver() {
        return deliver(Notifications.of(Action.TRIGGER));
    }

    Delivery deliver(Notification notification) {
        return channel(server.baseUrl()).deliver(notification);
    }

    /** The body that was sent for {@code notification}. */
    JsonNode sent(Notification notification) {
        answering(yes());
        assertThat(deliver(notification)).isInstanceOf(Delivery.Accepted.class);
        try {
            return new JsonMapper()
                    .readTree(
                            server.findAll(anyRequestedFor(anyUrl())).getLast().getBodyAsString());
        } catch (JsonProcessingException e) {
            throw new AssertionError("the channel sent no JSON", e);
        }
    }
}
