package io.carillon.webhook.calllog;

import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.carillon.webhook.calllog.CallView.CallList;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /api/calls}: the call log (R-WEB-11). */
@Path("/api/calls")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CallsResource {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final CallQueries queries;
    private final Transactions transactions;
    private final Caller caller;

    CallsResource(CallQueries queries, Transactions transactions, Caller caller) {
        this.queries = queries;
        this.transactions = transactions;
        this.caller = caller;
    }

    /**
     * Newest first.
     *
     * @param from of when a call's first callback was accepted, inclusive
     * @param to exclusive
     * @param after {@code next} of the page before
     * @param limit 50 by default, at most 200
     */
    @GET
    @Requires(Role.VIEWER)
    public CallList list(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var begin = QueryParameters.time("from", from).orElse(EARLIEST);
        var end = QueryParameters.time("to", to).orElse(LATEST);
        var last = QueryParameters.given("after", after).orElse(null);
        return CallList.of(
                transactions.visibleTo(caller.clinic(), connection -> queries.page(connection, begin, end, last, size)),
                size);
    }

    @GET
    @Path("/{callId}")
    @Requires(Role.VIEWER)
    public CallView one(@PathParam("callId") String callId) {
        var id = String.valueOf(QueryParameters.text("callId", callId));
        return transactions
                .visibleTo(caller.clinic(), connection -> queries.one(connection, id))
                .orElseThrow(() -> new ProblemException(
                        404, "NOT_FOUND", "Not found", "There is no call of this id; GET /api/calls lists them."));
    }
}
