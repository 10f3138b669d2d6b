package io.carillon.webhook.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.webhook.directory.ClinicDirectory;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code GET /api/webhook-health}: can callbacks be accepted and queued? Reads memory only (R-WEB-07). */
@Path("/api/webhook-health")
@Produces(MediaType.APPLICATION_JSON)
public class WebhookHealthResource {

    private final DurableIntake intake;
    private final ClinicDirectory directory;

    WebhookHealthResource(DurableIntake intake, ClinicDirectory directory) {
        this.intake = intake;
        this.directory = directory;
    }

    /**
     * The answer.
     *
     * @param status {@code ok} or {@code unavailable}
     * @param kafka {@code up} or {@code spooling}
     * @param clinics how many clinics the directory knows; with none, calls are taken and nothing can be booked
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record WebhookHealth(String status, String kafka, SpoolHealth spool, int clinics) {}

    /**
     * @param depth events waiting
     * @param bytes what they take on disk
     * @param limit bytes they may take
     */
    @RegisterForReflection
    public record SpoolHealth(long depth, long bytes, long limit) {}

    @GET
    @NonBlocking
    public Response health() {
        return answer(intake.state(), directory.size());
    }

    static Response answer(DurableIntake.State state, int clinics) {
        var health = new WebhookHealth(
                state.accepts() ? "ok" : "unavailable",
                state.kafkaUp() ? "up" : "spooling",
                new SpoolHealth(state.depth(), state.bytes(), state.limit()),
                clinics);
        return Response.status(state.accepts() ? 200 : 503).entity(health).build();
    }
}
