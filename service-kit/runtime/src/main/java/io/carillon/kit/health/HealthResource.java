package io.carillon.kit.health;

import io.carillon.kit.config.Deployment;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jboss.logging.Logger;

/** {@code GET /health} of this service, open to all and without a word about why (R-HLTH-01, R-HLTH-10). */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {

    private static final Logger LOG = Logger.getLogger(HealthResource.class);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Deployment deployment;
    private final Instance<Serviceability> reasons;
    private final Clock clock;

    HealthResource(Deployment deployment, @Any Instance<Serviceability> reasons, Clock clock) {
        this.deployment = deployment;
        this.reasons = reasons;
        this.clock = clock;
    }

    /**
     * The four fields of R-HLTH-01.
     *
     * @param timestamp UTC with three decimals
     * @param uptime whole seconds
     */
    @RegisterForReflection
    public record Health(String status, String timestamp, long uptime, String version) {}

    @GET
    @NonBlocking
    public Response health() {
        var reason = reasons.stream()
                .flatMap(bean -> bean.reasonNotServing().stream())
                .findFirst();
        reason.ifPresent(why -> LOG.debugf("not serving: %s", why));
        Instant now = clock.instant();
        return Response.status(reason.isPresent() ? 503 : 200)
                .entity(new Health(
                        reason.isPresent() ? "unavailable" : "ok",
                        MILLISECONDS.format(now),
                        Duration.between(deployment.startedAt(), now).toSeconds(),
                        deployment.version()))
                .build();
    }
}
