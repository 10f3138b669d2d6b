package io.carillon.alerting;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.carillon.stack.client.TestStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** One start of the stack and of the two channels' doubles for the module's whole suite. */
public final class StackResource implements QuarkusTestResourceLifecycleManager {

    private final WireMockServer channels =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    @Override
    public Map<String, String> start() {
        var stack = TestStack.attach("alerting");
        channels.start();
        healthy(channels);
        var settings = stack.environment();
        settings.put("CARILLON_RUNBOOKS", "src/test/resources/runbooks");
        settings.put("CARILLON_PACK", "lighthouse");
        settings.put(
                "CARILLON_JOURNAL_DIR",
                "target/journal/" + ProcessHandle.current().pid());
        settings.put("PAGERDUTY_EVENTS_URL", channels.baseUrl());
        settings.put("SLACK_WEBHOOK_URL", channels.baseUrl() + "/slack");
        settings.put("carillon.alerting.settle", "500ms");
        settings.put("carillon.alerting.notify.first-retry", "100ms");
        return settings;
    }

    /** Both channels say yes. */
    static void healthy(WireMockServer channels) {
        channels.resetAll();
        channels.stubFor(post(urlEqualTo("/v2/enqueue")).willReturn(aResponse().withStatus(202)));
        channels.stubFor(post(urlEqualTo("/slack")).willReturn(ok("ok")));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(channels, new TestInjector.MatchesType(WireMockServer.class));
    }

    @Override
    public void stop() {
        channels.stop();
    }
}
