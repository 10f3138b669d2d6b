package io.carillon.webhook.delivery;

import io.carillon.kit.retry.Backoff;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** The policy as it is configured. */
@Singleton
class Policies {

    @Produces
    @Singleton
    RetryPolicy retries(DeliverySettings settings, RandomGenerator random) {
        if (settings.tries() < 1) {
            throw new IllegalArgumentException(
                    "carillon.delivery.tries is %d; expected 1 or more".formatted(settings.tries()));
        }
        return new RetryPolicy(settings.tries(), new Backoff(settings.firstPause(), settings.longestPause(), random));
    }
}
