package io.carillon.booking.mode;

import io.carillon.booking.mode.SwitchDesk.Order;
import io.carillon.booking.mode.Switches.PlatformState;
import io.carillon.booking.query.QueryParameters;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code /api/mode}: maintenance and read-only (R-BOOK-15). */
@Path("/api/mode")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.VIEWER)
@ServedDuring({Mode.READ_ONLY, Mode.MAINTENANCE})
@RunOnVirtualThread
public class ModeResource {

    private final SwitchBoard board;
    private final SwitchDesk desk;
    private final Refusals refusals;
    private final Caller caller;

    ModeResource(SwitchBoard board, SwitchDesk desk, Refusals refusals, Caller caller) {
        this.board = board;
        this.desk = desk;
        this.refusals = refusals;
        this.caller = caller;
    }

    /**
     * What is asked for.
     *
     * @param mode {@code normal}, {@code read-only} or {@code maintenance}
     * @param reason for the audit, up to 200 characters
     * @param until when it is expected to be over, ISO 8601 with offset; null when nobody knows
     */
    @RegisterForReflection
    public record ModeOrder(
            @Nullable String mode,
            @Nullable String reason,
            @Nullable String until) {}

    /**
     * The mode.
     *
     * @param drained in the answer to a switch only: whether every write that had begun before is over
     */
    @RegisterForReflection
    public record ModeView(
            String mode,
            @Nullable String reason,
            String changedBy,
            Instant since,
            @Nullable Instant until,
            @Nullable Boolean drained) {

        static ModeView of(PlatformState state, @Nullable Boolean drained) {
            return new ModeView(
                    state.mode().word(), state.reason(), state.changedBy(), state.since(), state.until(), drained);
        }
    }

    /** As this replica enforces it; other replicas follow within a second. */
    @GET
    public ModeView mode() {
        return ModeView.of(board.current().orElseThrow(refusals::notKnownYet).platform(), null);
    }

    /** Answers when the mode holds here and the writes that had begun before are over. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.ADMIN)
    public ModeView switchTo(@Nullable ModeOrder order) {
        if (order == null) {
            throw QueryParameters.invalid("The body is missing; expected mode and reason.");
        }
        var mode = Mode.ofWord(String.valueOf(order.mode()))
                .orElseThrow(() -> QueryParameters.invalid(
                        "mode is missing or not known; expected normal, read-only or maintenance."));
        var reason = Reasons.read(order.reason());
        var until = QueryParameters.time("until", order.until()).orElse(null);
        var switched = desk.switchTo(mode, new Order(caller.name(), caller.source(), reason, until));
        return ModeView.of(switched.state(), switched.drained());
    }
}
