package io.carillon.booking.calendar;

import io.carillon.booking.calendar.UnsyncedRepository.Account;
import io.carillon.booking.calendar.UnsyncedRepository.Unsynced;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.query.JsonFields;
import io.carillon.kit.query.QueryParameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What calendars have not been told, and telling them again (R-BOOK-13). */
@Path("/api/calendar")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CalendarResource {

    /** Characters of an id or code. */
    private static final int LONGEST = 64;

    private final Transactions transactions;
    private final UnsyncedRepository unsynced;
    private final CalendarDesk desk;
    private final ClinicScope scope;
    private final Caller caller;
    private final Clock clock;

    CalendarResource(
            Transactions transactions,
            UnsyncedRepository unsynced,
            CalendarDesk desk,
            ClinicScope scope,
            Caller caller,
            Clock clock) {
        this.transactions = transactions;
        this.unsynced = unsynced;
        this.desk = desk;
        this.scope = scope;
        this.caller = caller;
        this.clock = clock;
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record UnsyncedList(
            List<UnsyncedView> unsynced, @Nullable UUID next) {}

    /**
     * @param calendarSync {@code pending} or {@code failed}
     * @param reason one word, null before the first try
     * @param since when Google fell behind
     */
    @RegisterForReflection
    public record UnsyncedView(
            UUID appointmentId,
            String clinic,
            String doctorId,
            String calendarSync,
            @Nullable String reason,
            int attempts,
            Instant since,
            Instant nextAttemptAt) {

        static UnsyncedView of(Unsynced row) {
            return new UnsyncedView(
                    row.appointment(),
                    row.clinic(),
                    row.doctorId(),
                    row.state().wireName(),
                    row.reason(),
                    row.attempts(),
                    row.since(),
                    row.nextAttempt());
        }
    }

    /** @param queued appointments that will be told again */
    @RegisterForReflection
    public record Resync(int queued) {}

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record AccountList(
            List<AccountView> clinics, @Nullable String next) {}

    /**
     * The three things that a calendar needs, told apart (R-HLTH-13).
     *
     * @param token {@code ok}, {@code invalid} or {@code missing}
     * @param quota {@code ok} or {@code exceeded}
     * @param permission {@code ok} or {@code denied}
     * @param pausedUntil nothing is tried before
     */
    @RegisterForReflection
    public record AccountView(
            String clinic,
            String token,
            String quota,
            String permission,
            @Nullable Instant pausedUntil) {

        static AccountView of(Account account, Instant now) {
            var until = account.pausedUntil();
            var paused = until != null && until.isAfter(now);
            var reason = paused ? account.reason() : null;
            return new AccountView(
                    account.clinic(),
                    !account.present() ? "missing" : word(reason, Problem.CREDENTIAL_INVALID, "invalid"),
                    word(reason, Problem.QUOTA, "exceeded"),
                    word(reason, Problem.PERMISSION, "denied"),
                    paused ? until : null);
        }

        private static String word(@Nullable String reason, Problem problem, String bad) {
            return problem.word().equals(reason) ? bad : "ok";
        }
    }

    /** The longest behind first. */
    @GET
    @Path("/unsynced")
    @Requires(Role.VIEWER)
    public UnsyncedList unsynced(
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var last = QueryParameters.id("after", after).orElse(null);
        var only = QueryParameters.given("clinic", clinic)
                .map(scope::named)
                .or(caller::clinic)
                .orElse(null);
        var page = transactions.visibleTo(caller.clinic(), connection -> unsynced.page(connection, only, last, size));
        return new UnsyncedList(
                page.stream().map(UnsyncedView::of).toList(),
                page.size() < size ? null : page.getLast().appointment());
    }

    /** As last seen by the sync itself: asking does not ask Google. */
    @GET
    @Path("/accounts")
    @Requires(Role.VIEWER)
    public AccountList accounts(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var last = Objects.requireNonNullElse(QueryParameters.text("after", after), "");
        var page = transactions.visibleTo(
                caller.clinic(),
                connection -> unsynced.accounts(connection, caller.clinic().orElse(null), last, size));
        var now = clock.instant();
        return new AccountList(
                page.stream().map(account -> AccountView.of(account, now)).toList(),
                page.size() < size ? null : page.getLast().clinic());
    }

    /**
     * Idempotent: asked for twice, Google is told the same state twice.
     *
     * @param body at most one of {@code clinic}, {@code doctorId}, {@code appointmentId}; with none, or no body at all,
     *     everything that is behind
     */
    @POST
    @Path("/resync")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    public Response resync(byte @Nullable [] body) {
        return Response.accepted(new Resync(
                        queued(JsonFields.ofOptional(body, "none, or one of clinic, doctorId, appointmentId"))))
                .build();
    }

    private int queued(JsonFields fields) {
        var clinic = fields.optionalText("clinic", LONGEST);
        var doctorId = fields.has("doctorId") ? fields.id("doctorId") : null;
        var appointmentId = fields.optionalText("appointmentId", LONGEST);
        fields.check();
        if (Stream.of(clinic, doctorId, appointmentId).filter(Objects::nonNull).count() > 1) {
            throw QueryParameters.invalid(
                    "more than one of clinic, doctorId, appointmentId is given; expected one, or none for all.");
        }
        if (appointmentId != null) {
            var id = QueryParameters.id("appointmentId", appointmentId)
                    .orElseThrow(() -> QueryParameters.invalid("appointmentId is empty; expected an id that we gave."));
            return desk.resyncAppointment(scope.ofAppointment(id), id);
        }
        if (doctorId != null) {
            return desk.resyncDoctor(scope.ofDoctor(doctorId), doctorId);
        }
        if (clinic != null) {
            return desk.resyncClinic(scope.named(clinic));
        }
        return caller.clinic().map(desk::resyncClinic).orElseGet(desk::resyncAll);
    }
}
