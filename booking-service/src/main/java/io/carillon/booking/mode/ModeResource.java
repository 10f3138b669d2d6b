package io.carillon.booking.mode;

import io.carillon.booking.mode.SwitchDesk.Order;
import io.carillon.booking.mode.Switches.PlatformState;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.query.JsonFields;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/mode}: maintenance and read-only (R-BOOK-15). */
@Path("/api/mode")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.VIEWER)
@ServedDuring(
        value = {Mode.READ_ONLY, Mode.MAINTENANCE},
        closes = true)
@RunOnVirtualThread
public class ModeResource {

    private static final List<String> MODES =
            Arrays.stream(Mode.values()).map(Mode::word).toList();

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

    /**
     * Answers when the mode holds here and the writes that had begun before are over.
     *
     * @param body {@code mode}: {@code normal}, {@code read-only} or {@code maintenance}; {@code reason}, for the audit;
     *     {@code until}, ISO 8601 with offset, where it is known when it will be over
     */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.ADMIN)
    public ModeView switchTo(byte @Nullable [] body) {
        var fields = JsonFields.of(body, "mode and reason, and optionally until");
        var mode = Optional.ofNullable(fields.word("mode", MODES)).flatMap(Mode::ofWord);
        var reason = Reasons.read(fields);
        var until = fields.optionalTime("until");
        fields.check();
        var switched = desk.switchTo(mode.orElseThrow(), new Order(caller.name(), reason, until));
        return ModeView.of(switched.state(), switched.drained());
    }
}
