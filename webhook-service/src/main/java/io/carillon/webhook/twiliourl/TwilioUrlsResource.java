package io.carillon.webhook.twiliourl;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.carillon.webhook.twilioapi.TwilioApi;
import io.carillon.webhook.twiliourl.Comparison.Status;
import io.carillon.webhook.twiliourl.UrlCheck.Result;
import io.carillon.webhook.twiliourl.UrlRepair.Repaired;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/webhook-metrics/twilio-urls}: whether Twilio calls us where we are, and putting it right (R-WEB-10). */
@Path("/api/webhook-metrics/twilio-urls")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TwilioUrlsResource {

    private static final String UNKNOWN = "unknown";

    private final UrlCheck check;
    private final UrlRepair repair;
    private final TwilioApi twilio;
    private final Caller caller;

    TwilioUrlsResource(UrlCheck check, UrlRepair repair, TwilioApi twilio, Caller caller) {
        this.check = check;
        this.repair = repair;
        this.twilio = twilio;
        this.caller = caller;
    }

    /**
     * What is known.
     *
     * @param status {@code ok}, {@code mismatch}, {@code unreachable}, or {@code unknown} where nothing was compared
     * @param reason why it is unreachable or unknown; null otherwise
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record UrlsView(
            String status,
            @Nullable String reason,
            @Nullable Instant checkedAt,
            List<NumberView> numbers) {}

    /**
     * @param number its last four digits
     * @param sid Twilio's id of it; null where it has none
     * @param status {@code ok}, {@code mismatch}, {@code unknown-number} or {@code unreachable}
     * @param answeredBy {@code carillon}, or {@code vapi} where Vapi has taken the number's calls over
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record NumberView(
            String number,
            String clinic,
            @Nullable String sid,
            String status,
            String answeredBy,
            List<DifferenceView> differences) {

        static NumberView of(Comparison number) {
            return new NumberView(
                    number.ours().masked(),
                    number.ours().clinic(),
                    number.sid(),
                    number.status().word(),
                    number.answering().word(),
                    DifferenceView.of(number));
        }
    }

    /**
     * @param field by Twilio's name
     * @param expected empty for nothing
     * @param found empty for nothing
     */
    @RegisterForReflection
    public record DifferenceView(String field, String expected, String found) {

        static List<DifferenceView> of(Comparison number) {
            return number.differences().stream()
                    .map(difference -> new DifferenceView(
                            difference.field().word(),
                            ShownUrl.of(difference.wanted()),
                            ShownUrl.of(difference.found())))
                    .toList();
        }
    }

    /**
     * What a repair did or would do.
     *
     * @param more wrong numbers beyond those that are put right at once; ask again
     */
    @RegisterForReflection
    public record RepairView(boolean applied, List<RepairedView> numbers, int more) {}

    /**
     * @param outcome {@code would-repair}, {@code repaired}, {@code failed} or {@code left}
     * @param reason why it failed or was left
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record RepairedView(
            String number,
            String clinic,
            @Nullable String sid,
            String outcome,
            @Nullable String reason,
            List<DifferenceView> changes) {

        static RepairedView of(Repaired repaired) {
            var number = repaired.number();
            return new RepairedView(
                    number.ours().masked(),
                    number.ours().clinic(),
                    number.sid(),
                    repaired.outcome().word(),
                    repaired.why(),
                    DifferenceView.of(number));
        }
    }

    /** As this replica found it last. */
    @GET
    @Requires(Role.VIEWER)
    public UrlsView last() {
        return view(check.last());
    }

    /** Asks Twilio now. */
    @POST
    @Path("/check")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    public UrlsView check() {
        return view(check.check());
    }

    /**
     * Tells Twilio our addresses for the numbers that have others.
     *
     * @param apply {@code true} to do it; otherwise what would be done
     * @param sid Twilio's id of one number; all that are wrong by default
     */
    @POST
    @Path("/repair")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    public RepairView repair(@QueryParam("apply") @Nullable String apply, @QueryParam("sid") @Nullable String sid) {
        boolean applied = QueryParameters.flag("apply", apply).orElse(false);
        var one = QueryParameters.given("sid", sid);
        var result = check.check()
                .orElseThrow(() -> new ProblemException(409, "NOTHING_TO_COMPARE", "Nothing to compare", reason()));
        if (!result.isKnown()) {
            throw new ProblemException(
                    503,
                    "TWILIO_UNREACHABLE",
                    "Twilio is unreachable",
                    "Twilio did not say what it holds (%s); nothing was changed. Ask again later."
                            .formatted(result.why() == null ? "too many numbers" : result.why()));
        }
        var numbers = visible(result).stream()
                .filter(number -> one.isEmpty() || one.get().equals(number.sid()))
                .toList();
        if (one.isPresent() && numbers.isEmpty()) {
            throw new ProblemException(
                    404,
                    "UNKNOWN_NUMBER",
                    "Unknown number",
                    "No number of ours has this sid; webhook-metrics/twilio-urls lists them.");
        }
        var wrong = numbers.stream().filter(number -> number.status().isWrong()).toList();
        var repaired = repair.repair(wrong, applied);
        return new RepairView(
                applied, repaired.stream().map(RepairedView::of).toList(), wrong.size() - repaired.size());
    }

    private UrlsView view(Optional<Result> found) {
        if (found.isEmpty()) {
            return new UrlsView(UNKNOWN, reason(), null, List.of());
        }
        var result = found.get();
        var numbers = visible(result);
        return new UrlsView(
                status(numbers),
                result.why(),
                result.at(),
                numbers.stream().map(NumberView::of).toList());
    }

    private String reason() {
        return twilio.sid().isEmpty()
                ? "There is no TWILIO_ACCOUNT_SID, so Twilio is not asked."
                : "No clinic's number has been compared yet.";
    }

    private static String status(List<Comparison> numbers) {
        if (numbers.isEmpty()) {
            return UNKNOWN;
        }
        if (numbers.stream().anyMatch(number -> number.status().isWrong())) {
            return Status.MISMATCH.word();
        }
        var unreachable = numbers.stream().anyMatch(number -> number.status() == Status.UNREACHABLE);
        return (unreachable ? Status.UNREACHABLE : Status.OK).word();
    }

    /** Who speaks for one clinic sees its numbers. */
    private List<Comparison> visible(Result result) {
        var clinic = caller.clinic();
        return result.numbers().stream()
                .filter(number ->
                        clinic.isEmpty() || clinic.get().equals(number.ours().orgId()))
                .toList();
    }
}
