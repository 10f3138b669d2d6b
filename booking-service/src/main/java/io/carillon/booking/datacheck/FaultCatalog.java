package io.carillon.booking.datacheck;

import static io.carillon.booking.datacheck.Check.CLAIMS;
import static io.carillon.booking.datacheck.Check.DUPLICATES;
import static io.carillon.booking.datacheck.Check.INCORRECT;
import static io.carillon.booking.datacheck.Check.ISOLATION;
import static io.carillon.booking.datacheck.Check.MISSING;
import static io.carillon.booking.datacheck.Check.ORPHANS;

import io.carillon.booking.dashboard.Totals;
import io.carillon.booking.schedule.ScheduleRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** All that is looked for, in the order in which it is looked for and mended. */
@ApplicationScoped
class FaultCatalog {

    /**
     * Attempts at nobody's doctor belong to no clinic, and the archive keeps rows as they were. Of webhook-service's tables,
     * which stand beside ours: calls of a number that no clinic has, or that came before the clinics were known.
     */
    static final Set<String> MAY_HAVE_NONE = Set.of(
            "booking_attempts",
            "data_check_archive",
            "webhook_delivery_log",
            "patient_call_logs",
            "call_promises",
            "call_appointments",
            "twilio_errors",
            "vapi_calls",
            "vapi_call_events",
            "vapi_transcripts");

    private final List<Fault> faults;

    FaultCatalog(ScheduleRepository schedules, Totals totals, DataCheckSettings settings) {
        var shorten = Mends.shortenTo(settings.usualLength());
        faults = List.of(
                alarm(DUPLICATES, "booked-twice", on("appointments", FaultSql.BOOKED_TWICE), Mends::mergeIntoOldest),
                new Fault(
                        MISSING,
                        "soft-deleted",
                        false,
                        on("appointments", FaultSql.SOFT_DELETED),
                        Mend.byAPerson("deleted on purpose; POST …/repair?id=… un-deletes this one")),
                alarm(MISSING, "deleted-by-nobody", on("appointments", FaultSql.DELETED_BY_NOBODY), Mends::undelete),
                alarm(
                        MISSING,
                        "confirmed-and-gone",
                        on("appointments", FaultSql.CONFIRMED_AND_GONE),
                        Mend.byAPerson("POST /api/diagnostics/data/replay?since=… brings it back from carillon.bookings"
                                + " (7 days), POST /api/diagnostics/data/restore from a restored backup")),
                alarm(
                        ORPHANS,
                        "without-contact",
                        on("appointments", FaultSql.APPOINTMENT_WITHOUT_CONTACT),
                        Mends::removeAppointment),
                alarm(
                        ORPHANS,
                        "without-doctor",
                        on("appointments", FaultSql.APPOINTMENT_WITHOUT_DOCTOR),
                        Mends::removeAppointment),
                alarm(
                        ORPHANS,
                        "without-clinic",
                        on("appointments", FaultSql.APPOINTMENT_WITHOUT_CLINIC),
                        Mends::toItsClinic),
                alarm(
                        ORPHANS,
                        "claim-without-appointment",
                        on("slot_claims", FaultSql.CLAIM_WITHOUT_APPOINTMENT),
                        Mends::removeRow),
                alarm(
                        ORPHANS,
                        "claim-without-doctor",
                        on("slot_claims", FaultSql.CLAIM_WITHOUT_DOCTOR),
                        Mends::removeRow),
                alarm(INCORRECT, "ends-before-it-starts", on("appointments", FaultSql.ENDS_BEFORE_IT_STARTS), shorten),
                alarm(INCORRECT, "longer-than-a-day", on("appointments", FaultSql.LONGER_THAN_A_DAY), shorten),
                alarm(INCORRECT, "outside-schedule", new ScheduleSearch(schedules), Mends::accept),
                alarm(
                        INCORRECT,
                        "totals-differ",
                        on(Totals.TABLE, FaultSql.TOTALS_DIFFER),
                        (connection, hit, by) -> recounted(totals, connection, hit)),
                alarm(
                        ISOLATION,
                        "contact-of-another-clinic",
                        on("appointments", FaultSql.CONTACT_OF_ANOTHER_CLINIC),
                        Mends::toItsClinic),
                alarm(
                        ISOLATION,
                        "doctor-of-another-clinic",
                        on("appointments", FaultSql.DOCTOR_OF_ANOTHER_CLINIC),
                        Mends::toItsClinic),
                alarm(
                        ISOLATION,
                        "claim-of-another-clinic",
                        on("slot_claims", FaultSql.CLAIM_OF_ANOTHER_CLINIC),
                        Mends::claimToItsClinic),
                alarm(
                        ISOLATION,
                        "hours-of-another-clinic",
                        on("working_hours", FaultSql.HOURS_OF_ANOTHER_CLINIC),
                        Mends::removeRow),
                alarm(
                        ISOLATION,
                        "no-clinic",
                        new ClinicSearch(FaultSql.NO_CLINIC, MAY_HAVE_NONE),
                        Mends::toItsClinicOrAway),
                alarm(
                        ISOLATION,
                        "unknown-clinic",
                        new ClinicSearch(FaultSql.UNKNOWN_CLINIC, Set.of("clinics", "data_check_archive")),
                        Mends::toItsClinicOrAway),
                alarm(
                        ISOLATION,
                        "not-isolated",
                        on("pg_class", FaultSql.NOT_ISOLATED),
                        Mend.byAPerson("as carillon_migrate: call isolate_by_clinic('…')")),
                alarm(CLAIMS, "claim-of-inactive", on("slot_claims", FaultSql.CLAIM_OF_INACTIVE), Mends::removeRow),
                alarm(CLAIMS, "claim-elsewhere", on("slot_claims", FaultSql.CLAIM_ELSEWHERE), Mends::moveClaim),
                alarm(
                        CLAIMS,
                        "without-one-claim",
                        on("appointments", FaultSql.ACTIVE_WITHOUT_ONE_CLAIM),
                        Mends::renewClaim));
    }

    private static Mended recounted(Totals totals, Connection connection, Hit hit) throws SQLException {
        var parts = hit.id().split("/", 2);
        totals.recalculate(connection, UUID.fromString(parts[0]), List.of(LocalDate.parse(parts[1])));
        return new Mended.Changed("recounted");
    }

    List<Fault> of(Check check) {
        return faults.stream().filter(fault -> fault.check() == check).toList();
    }

    /** The one that {@code missing} un-deletes a single row under, whoever deleted it. */
    Fault deletion() {
        return of(MISSING).stream()
                .filter(fault -> fault.name().equals("deleted-by-nobody"))
                .findFirst()
                .orElseThrow();
    }

    private static Fault alarm(Check check, String name, Search search, Mend mend) {
        return new Fault(check, name, true, search, mend);
    }

    private static Search on(String table, String sql) {
        return new Search.Query(table, sql);
    }
}
