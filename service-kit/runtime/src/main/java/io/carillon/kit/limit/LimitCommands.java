package io.carillon.kit.limit;

import io.carillon.events.CloudEvent;
import io.carillon.events.CommandEvent.RateLimitSet;
import io.carillon.events.Event;
import io.carillon.events.Topic;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.event.EventConsumers;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Hears at every replica of every service which limit an operator has changed, those of before the start too. */
@ApplicationScoped
class LimitCommands {

    private static final Logger LOG = Logger.getLogger(LimitCommands.class);
    private static final String EVERY_SERVICE = "*";

    private final RateLimits limits;
    private final EventConsumers consumers;
    private final Deployment deployment;

    LimitCommands(RateLimits limits, EventConsumers consumers, Deployment deployment) {
        this.limits = limits;
        this.consumers = consumers;
        this.deployment = deployment;
    }

    void follow(@Observes StartupEvent start) {
        // Stopped by the kit together with the service.
        var unused = consumers.replay(Topic.COMMANDS, (event, brokerTime) -> obey(event));
    }

    void obey(CloudEvent<? extends Event> event) {
        if (event.data() instanceof RateLimitSet set
                && (set.target().equals(EVERY_SERVICE) || set.target().equals(deployment.service()))) {
            try {
                apply(set);
            } catch (IllegalArgumentException e) {
                LOG.warnf("a rate limit is not set: %s", e.getMessage());
            }
        }
    }

    private void apply(RateLimitSet set) {
        var kind = LimitKind.of(set.limit())
                .orElseThrow(() -> new IllegalArgumentException("the limit '%s' is unknown".formatted(set.limit())));
        var perSecond = set.perSecond();
        var burst = set.burst();
        var limit =
                perSecond == null || burst == null ? Optional.<Limit>empty() : Optional.of(new Limit(perSecond, burst));
        if (!limits.set(kind, set.subject(), limit)) {
            throw new IllegalArgumentException("there are %d limits of single subjects".formatted(Allowances.MOST));
        }
    }
}
