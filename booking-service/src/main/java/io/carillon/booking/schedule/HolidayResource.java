package io.carillon.booking.schedule;

import io.carillon.booking.schedule.HolidayRepository.Holiday;
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

/** {@code /api/clinics/{code}/holidays}: dates on which nobody of a clinic works who has not entered hours for them. */
@Path("/api/clinics/{code}/holidays")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class HolidayResource {

    private static final int LONGEST_NAME = 200;
    private static final String RESOURCE = "holiday";

    private final Transactions transactions;
    private final ClinicScope scope;
    private final DoctorRepository doctors;
    private final HolidayRepository holidays;
    private final ScheduleDates dates;
    private final ChangeTrail trail;

    HolidayResource(
            Transactions transactions,
            ClinicScope scope,
            DoctorRepository doctors,
            HolidayRepository holidays,
            ScheduleDates dates,
            ChangeTrail trail) {
        this.transactions = transactions;
        this.scope = scope;
        this.doctors = doctors;
        this.holidays = holidays;
        this.dates = dates;
        this.trail = trail;
    }

    /** A holiday as operators see and enter it. */
    @RegisterForReflection
    public record HolidayView(LocalDate date, String name) {

        static HolidayView of(Holiday holiday) {
            return new HolidayView(holiday.date(), holiday.name());
        }
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record HolidayList(
            List<HolidayView> holidays, @Nullable LocalDate next) {}

    /**
     * In order of date.
     *
     * @param after a date; from yesterday on by default
     * @param limit 50 by default, at most 200
     */
    @GET
    @Requires(Role.VIEWER)
    public HolidayList list(
            @PathParam("code") String code,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var begin = dates.after(after);
        var clinic = scope.named(code);
        var page = transactions.inClinic(clinic, connection -> holidays.page(connection, clinic, begin, size));
        return new HolidayList(
                page.stream().map(HolidayView::of).toList(),
                page.size() < size ? null : page.getLast().date());
    }

    @GET
    @Path("/{date}")
    @Requires(Role.VIEWER)
    public HolidayView find(@PathParam("code") String code, @PathParam("date") String date) {
        var on = QueryParameters.requiredDate("date", date);
        var clinic = scope.named(code);
        return transactions
                .inClinic(clinic, connection -> holidays.find(connection, clinic, on))
                .map(HolidayView::of)
                .orElseThrow(HolidayResource::none);
    }

    /** @param body {@code name} */
    @PUT
    @Path("/{date}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public HolidayView put(@PathParam("code") String code, @PathParam("date") String date, byte[] body) {
        var on = dates.toEnter(date);
        var fields = JsonFields.of(body, "name");
        var holiday = new Holiday(on, fields.requiredLabel("name", LONGEST_NAME));
        fields.check();
        var clinic = scope.named(code);
        transactions.inClinic(clinic, connection -> {
            doctors.lockAll(connection, clinic);
            var before = holidays.find(connection, clinic, on);
            holidays.put(connection, clinic, holiday);
            trail.changed(
                    connection,
                    clinic,
                    RESOURCE,
                    on.toString(),
                    "SET",
                    before.map(Holiday::name).orElse(null),
                    holiday.name());
            return holiday;
        });
        trail.committed();
        return HolidayView.of(holiday);
    }

    @DELETE
    @Path("/{date}")
    @Requires(Role.OPERATOR)
    public void delete(@PathParam("code") String code, @PathParam("date") String date) {
        var on = QueryParameters.requiredDate("date", date);
        var clinic = scope.named(code);
        transactions.inClinic(clinic, connection -> {
            doctors.lockAll(connection, clinic);
            var before = holidays.find(connection, clinic, on).orElseThrow(HolidayResource::none);
            holidays.delete(connection, clinic, on);
            trail.changed(connection, clinic, RESOURCE, on.toString(), "DELETE", before.name(), null);
            return on;
        });
        trail.committed();
    }

    private static ProblemException none() {
        return new ProblemException(
                404, "UNKNOWN_HOLIDAY", "Unknown holiday", "The clinic has no holiday on this date.");
    }
}
