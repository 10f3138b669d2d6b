package io.carillon.webhook.twilioerror;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Times;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.query.QueryParameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/webhook-metrics/twilio-errors}: how often Twilio told of which error, and what that means (R-WEB-08). */
@Path("/api/webhook-metrics/twilio-errors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TwilioErrorsResource {

    private static final Duration DAY = Duration.ofDays(1);

    private final TwilioErrors errors;
    private final Transactions transactions;
    private final Caller caller;
    private final Clock clock;

    TwilioErrorsResource(TwilioErrors errors, Transactions transactions, Caller caller, Clock clock) {
        this.errors = errors;
        this.transactions = transactions;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param codes the most frequent first, at most 100 */
    @RegisterForReflection
    public record ErrorList(Instant from, Instant to, List<ErrorView> codes) {}

    /**
     * @param twilio Twilio's reading
     * @param runbook the runbook's reading; null where it has none
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ErrorView(
            String code,
            long count,
            Instant lastSeen,
            String twilio,
            @Nullable String runbook,
            String page) {}

    /**
     * @param from inclusive; a day before {@code to} by default
     * @param to exclusive; now by default
     */
    @GET
    @Requires(Role.VIEWER)
    public ErrorList list(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        var end = QueryParameters.time("to", to).orElseGet(clock::instant);
        var begin = QueryParameters.time("from", from).orElseGet(() -> end.minus(DAY));
        if (!begin.isBefore(end)) {
            throw QueryParameters.invalid("from is not before to; expected an earlier time.");
        }
        var codes = transactions.visibleTo(
                caller.clinic(), connection -> errors.byCode(connection, Times.utc(begin), Times.utc(end)));
        return new ErrorList(begin, end, codes);
    }
}
