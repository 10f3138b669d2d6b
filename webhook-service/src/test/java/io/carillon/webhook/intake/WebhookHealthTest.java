package io.carillon.webhook.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.intake.DurableIntake.State;
import io.carillon.webhook.intake.WebhookHealthResource.WebhookHealth;
import org.junit.jupiter.api.Test;

/** Without a server: what is said about each state. {@code OutageTest} asks the running service. */
class WebhookHealthTest {

    @Test
    void saysOkAsLongAsOneOfKafkaAndSpoolTakesCallbacks() {
        try (var up = WebhookHealthResource.answer(new State(true, true, 0, 0, 100), 2);
                var spooling = WebhookHealthResource.answer(new State(true, false, 3, 30, 100), 2)) {
            assertThat(up.getStatus()).isEqualTo(200);
            assertThat(((WebhookHealth) up.getEntity()).kafka()).isEqualTo("up");
            assertThat(((WebhookHealth) up.getEntity()).clinics()).isEqualTo(2);
            assertThat(spooling.getStatus()).isEqualTo(200);
            assertThat(((WebhookHealth) spooling.getEntity()).kafka()).isEqualTo("spooling");
            assertThat(((WebhookHealth) spooling.getEntity()).spool().depth()).isEqualTo(3);
        }
    }

    @Test
    void says503WhenNeitherDoes() {
        try (var answer = WebhookHealthResource.answer(new State(false, false, 9, 100, 100), 2)) {
            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(((WebhookHealth) answer.getEntity()).status()).isEqualTo("unavailable");
        }
    }
}
