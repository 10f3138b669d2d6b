package io.carillon.webhook.vapi;

import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /api/calls/{callId}/vapi}: what Vapi has told of a call, beside its row in the call log. */
@Path("/api/calls/{callId}/vapi")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.VIEWER)
@RunOnVirtualThread
public class VapiCallResource {

    private final VapiCallQueries queries;
    private final Transactions transactions;
    private final Caller caller;

    VapiCallResource(VapiCallQueries queries, Transactions transactions, Caller caller) {
        this.queries = queries;
        this.transactions = transactions;
        this.caller = caller;
    }

    @GET
    public VapiCallView one(@PathParam("callId") String callId) {
        var id = String.valueOf(QueryParameters.text("callId", callId));
        return transactions
                .visibleTo(caller.clinic(), connection -> queries.one(connection, id))
                .orElseThrow(() -> new ProblemException(
                        404, "NOT_FOUND", "Not found", "Vapi has told of no call, chat or session of this id."));
    }
}
