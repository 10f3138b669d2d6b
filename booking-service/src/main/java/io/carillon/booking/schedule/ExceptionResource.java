package io.carillon.booking.schedule;

import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.JsonFields;
import io.carillon.kit.query.QueryParameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/doctors/{id}/exceptions}: dates on which a doctor is away, or works other hours than every week. */
@Path("/api/doctors/{id}/exceptions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExceptionResource {

    private static final int LONGEST_REASON = 200;
    private static final String RESOURCE = "schedule-exception";

    private final Transactions transactions;
    private final ClinicScope scope;
    private final DoctorRepository doctors;
    private final ExceptionRepository exceptions;
    private final ScheduleDates dates;
    private final ChangeTrail trail;

    ExceptionResource(
            Transactions transactions,
            ClinicScope scope,
            DoctorRepository doctors,
            ExceptionRepository exceptions,
            ScheduleDates dates,
            ChangeTrail trail) {
        this.transactions = transactions;
        this.scope = scope;
        this.doctors = doctors;
        this.exceptions = exceptions;
        this.dates = dates;
        this.trail = trail;
    }

    /**
     * An exception as operators see and enter it.
     *
     * @param closed whether the doctor is away all day
     * @param hours of that date; none where closed
     */
    @RegisterForReflection
    public record ExceptionView(
            String doctorId,
            LocalDate date,
            boolean closed,
            List<DayHours> hours,
            @Nullable String reason) {

        static ExceptionView of(String doctorId, DateException exception) {
            return new ExceptionView(
                    doctorId,
                    exception.date(),
                    exception.shifts().isEmpty(),
                    exception.shifts().stream().map(DayHours::of).toList(),
                    exception.reason());
        }
    }

    /** @param to {@code 24:00} for the end of the day */
    @RegisterForReflection
    public record DayHours(String from, String to) {

        static DayHours of(Shift shift) {
            return new DayHours(shift.from().toString(), shift.endText());
        }
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record ExceptionList(
            List<ExceptionView> exceptions, @Nullable LocalDate next) {}

    /**
     * In order of date.
     *
     * @param after a date; from yesterday on by default
     * @param limit 50 by default, at most 200
     */
    @GET
    @Requires(Role.VIEWER)
    public ExceptionList list(
            @PathParam("id") String id,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var begin = dates.after(after);
        var page =
                transactions.inClinic(scope.ofDoctor(id), connection -> exceptions.page(connection, id, begin, size));
        return new ExceptionList(
                page.stream().map(e -> ExceptionView.of(id, e)).toList(),
                page.size() < size ? null : page.getLast().date());
    }

    @GET
    @Path("/{date}")
    @Requires(Role.VIEWER)
    public ExceptionView find(@PathParam("id") String id, @PathParam("date") String date) {
        var on = QueryParameters.requiredDate("date", date);
        return transactions
                .inClinic(scope.ofDoctor(id), connection -> exceptions.find(connection, id, on))
                .map(exception -> ExceptionView.of(id, exception))
                .orElseThrow(ExceptionResource::none);
    }

    /** @param body {@code closed: true} or {@code hours: [{from, to}]}, and a {@code reason} as one likes */
    @PUT
    @Path("/{date}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public ExceptionView put(@PathParam("id") String id, @PathParam("date") String date, byte[] body) {
        var exception = read(dates.toEnter(date), body);
        var clinic = scope.ofDoctor(id);
        transactions.inClinic(clinic, connection -> {
            doctors.lock(connection, id);
            var before = exceptions.find(connection, id, exception.date());
            exceptions.put(connection, clinic, id, exception);
            trail.changed(
                    connection,
                    clinic,
                    RESOURCE,
                    id + " " + exception.date(),
                    "SET",
                    before.map(b -> HoursText.ofDay(b.shifts())).orElse(null),
                    HoursText.ofDay(exception.shifts()));
            return exception;
        });
        trail.committed();
        return ExceptionView.of(id, exception);
    }

    @DELETE
    @Path("/{date}")
    @Requires(Role.OPERATOR)
    public void delete(@PathParam("id") String id, @PathParam("date") String date) {
        var on = QueryParameters.requiredDate("date", date);
        var clinic = scope.ofDoctor(id);
        transactions.inClinic(clinic, connection -> {
            doctors.lock(connection, id);
            var before = exceptions.find(connection, id, on).orElseThrow(ExceptionResource::none);
            exceptions.delete(connection, id, on);
            trail.changed(
                    connection, clinic, RESOURCE, id + " " + on, "DELETE", HoursText.ofDay(before.shifts()), null);
            return on;
        });
        trail.committed();
    }

    private static DateException read(LocalDate date, byte[] body) {
        var fields = JsonFields.of(body, "closed: true or hours: [{from, to}], and optionally reason");
        var closed = fields.flag("closed").orElse(false);
        var shifts = closed && !fields.has(HoursReader.HOURS) ? List.<Shift>of() : HoursReader.day(fields);
        if (closed && !shifts.isEmpty()) {
            fields.fault("closed", "contradicts hours; expected one of them");
        }
        var reason = fields.label("reason", LONGEST_REASON).orElse(null);
        fields.check();
        if (!closed && shifts.isEmpty()) {
            fields.fault(HoursReader.HOURS, "is empty; expected at least one stretch, or closed: true");
            fields.check();
        }
        return new DateException(date, shifts, reason);
    }

    private static ProblemException none() {
        return new ProblemException(
                404, "UNKNOWN_EXCEPTION", "Unknown exception", "The doctor has no exception on this date.");
    }
}
