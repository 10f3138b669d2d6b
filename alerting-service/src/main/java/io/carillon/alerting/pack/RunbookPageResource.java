package io.carillon.alerting.pack;

import io.carillon.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;

/**
 * {@code GET /docs/runbooks/{page}}: where the link of a page leads at three in the morning. Open: it says what to do and
 * nothing of what is.
 */
@Path("/docs/runbooks")
public class RunbookPageResource {

    @GET
    @Path("{page:[a-z0-9-]+\\.md}")
    @Produces("text/markdown; charset=utf-8")
    @RunOnVirtualThread
    public byte[] page(@PathParam("page") String page) throws IOException {
        try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream("docs/runbooks/" + page)) {
            if (in == null) {
                throw new ProblemException(
                        404,
                        "NOT_FOUND",
                        "Not found",
                        "There is no runbook page of this name; see the rules of the pack.");
            }
            return in.readAllBytes();
        }
    }
}
