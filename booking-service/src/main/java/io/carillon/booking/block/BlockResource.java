package io.carillon.booking.block;

import io.carillon.booking.appointment.Requesters;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** {@code /api/blocks/{id}}: one block or series, seen and taken away. */
@Path("/api/blocks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.OPERATOR)
@RunOnVirtualThread
public class BlockResource {

    private final Blocks blocks;
    private final BlockRepository repository;
    private final Transactions transactions;
    private final Requesters requesters;
    private final Caller caller;

    BlockResource(
            Blocks blocks,
            BlockRepository repository,
            Transactions transactions,
            Requesters requesters,
            Caller caller) {
        this.blocks = blocks;
        this.repository = repository;
        this.transactions = transactions;
        this.requesters = requesters;
        this.caller = caller;
    }

    @GET
    @Requires(Role.VIEWER)
    public BlockView find(@PathParam("id") String id) {
        return QueryParameters.id(id)
                .flatMap(known ->
                        transactions.visibleTo(caller.clinic(), connection -> repository.find(connection, known)))
                .map(BlockView::of)
                .orElseThrow(BlockResource::unknown);
    }

    /** The whole series. */
    @DELETE
    public void remove(@PathParam("id") String id, @HeaderParam(Requesters.DEADLINE) @Nullable String deadline) {
        var requester = requesters.current(deadline);
        var known = QueryParameters.id(id).orElseThrow(BlockResource::unknown);
        if (!blocks.remove(known, requester)) {
            throw unknown();
        }
    }

    /** @param date on which the occurrence begins by the clinic's clock */
    @DELETE
    @Path("/occurrences/{date}")
    public void removeOccurrence(
            @PathParam("id") String id,
            @PathParam("date") String date,
            @HeaderParam(Requesters.DEADLINE) @Nullable String deadline) {
        var requester = requesters.current(deadline);
        var known = QueryParameters.id(id).orElseThrow(BlockResource::unknown);
        if (!blocks.remove(known, date(date), requester)) {
            throw new ProblemException(
                    404, "UNKNOWN_BLOCK", "Unknown block", "There is no block with this id that begins on this date.");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw QueryParameters.invalid("The date is not one; expected for example 2030-01-07.");
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(404, "UNKNOWN_BLOCK", "Unknown block", "There is no block with this id.");
    }
}
