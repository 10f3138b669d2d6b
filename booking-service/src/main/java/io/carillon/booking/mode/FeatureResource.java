package io.carillon.booking.mode;

import io.carillon.booking.mode.SwitchDesk.Order;
import io.carillon.booking.mode.Switches.FeatureState;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.JsonFields;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/clinics/{code}/features}: what a clinic can be without for a while (R-EXT-14), or has only when switched on. */
@Path("/api/clinics/{code}/features")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.VIEWER)
@ServedDuring(
        value = {Mode.READ_ONLY, Mode.MAINTENANCE},
        closes = true)
@RunOnVirtualThread
public class FeatureResource {

    private final Transactions transactions;
    private final SwitchRepository repository;
    private final SwitchDesk desk;
    private final ClinicScope scope;
    private final Caller caller;

    FeatureResource(
            Transactions transactions, SwitchRepository repository, SwitchDesk desk, ClinicScope scope, Caller caller) {
        this.transactions = transactions;
        this.repository = repository;
        this.desk = desk;
        this.scope = scope;
        this.caller = caller;
    }

    /** The answer. */
    @RegisterForReflection
    public record FeatureList(UUID orgId, List<FeatureView> features) {}

    /**
     * A feature of a clinic.
     *
     * @param changedBy null when nobody has ever switched it
     * @param drained in the answer to a switch only: whether every write that had begun before is over
     */
    @RegisterForReflection
    public record FeatureView(
            String feature,
            boolean enabled,
            @Nullable String reason,
            @Nullable String changedBy,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable Boolean drained) {

        static FeatureView of(FeatureState state, @Nullable Boolean drained) {
            return new FeatureView(
                    state.feature().word(),
                    state.enabled(),
                    state.reason(),
                    state.changedBy(),
                    state.since(),
                    state.until(),
                    drained);
        }
    }

    @GET
    public FeatureList features(@PathParam("code") String code) {
        var clinic = scope.named(code);
        var states = transactions.inClinic(clinic, connection -> repository.ofClinic(connection, clinic));
        return new FeatureList(
                clinic,
                states.values().stream()
                        .map(state -> FeatureView.of(state, null))
                        .toList());
    }

    @GET
    @Path("/{feature}")
    public FeatureView feature(@PathParam("code") String code, @PathParam("feature") String word) {
        return features(code).features().stream()
                .filter(view -> view.feature().equals(known(word).word()))
                .findFirst()
                .orElseThrow(FeatureResource::unknownFeature);
    }

    /**
     * Answers when it holds here and the writes that had begun before are over.
     *
     * @param body {@code enabled}; {@code reason}, for the audit; {@code until}, ISO 8601 with offset, where it is known
     *     when it will be over
     */
    @PUT
    @Path("/{feature}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public FeatureView switchFeature(
            @PathParam("code") String code, @PathParam("feature") String word, byte @Nullable [] body) {
        var clinic = scope.named(code);
        var feature = known(word);
        var fields = JsonFields.of(body, "enabled and reason, and optionally until");
        var enabled = fields.flag("enabled");
        if (!fields.has("enabled")) {
            fields.fault("enabled", "is missing; expected true or false");
        }
        var reason = Reasons.read(fields);
        var until = fields.optionalTime("until");
        fields.check();
        var switched =
                desk.switchFeature(clinic, feature, enabled.orElseThrow(), new Order(caller.name(), reason, until));
        return FeatureView.of(switched.state(), switched.drained());
    }

    private static Feature known(String word) {
        return Feature.ofWord(word).orElseThrow(FeatureResource::unknownFeature);
    }

    private static ProblemException unknownFeature() {
        return new ProblemException(
                404,
                "UNKNOWN_FEATURE",
                "Unknown feature",
                "unknown feature: expected one of "
                        + Arrays.stream(Feature.values()).map(Feature::word).collect(Collectors.joining(", ")) + ".");
    }
}
