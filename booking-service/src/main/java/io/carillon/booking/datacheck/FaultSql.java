package io.carillon.booking.datacheck;

/**
 * The queries that find what is wrong, all in one place. Each selects {@code id} (text) and {@code org_id}. The same
 * text stands in {@code docs/runbooks/data-checks.md}; a test compares them.
 */
final class FaultSql {

    private FaultSql() {}

    /** All but the oldest of each group. A cancelled appointment and its second try are no duplicates. */
    static final String BOOKED_TWICE = """
            select id::text, org_id
            from (select id, org_id, row_number() over (partition by org_id, contact_id, scheduled_at
                                                        order by created_at, id) as copy
                  from appointments
                  where deleted_at is null and contact_id is not null
                    and status in ('BOOKED', 'CONFIRMED', 'COMPLETED')) as copies
            where copy > 1
            """;

    static final String SOFT_DELETED = """
            select id::text, org_id
            from appointments
            where deleted_at is not null
            """;

    static final String DELETED_BY_NOBODY = """
            select id::text, org_id
            from appointments
            where deleted_at is not null and deleted_by is null
            """;

    /** A caller was answered 201 and the row is not there; what a repair archived is accounted for. */
    static final String CONFIRMED_AND_GONE = """
            select substring(k.location from '[0-9a-f-]{36}$') as id, k.org_id
            from idempotency_keys k
            where k.status = 201 and k.location ~ '^/api/appointments/[0-9a-f-]{36}$'
              and not exists (select from appointments a
                              where a.id = substring(k.location from '[0-9a-f-]{36}$')::uuid)
              and not exists (select from data_check_archive r
                              where r.table_name = 'appointments'
                                and r.row_id = substring(k.location from '[0-9a-f-]{36}$'))
            """;

    /** NOT EXISTS, because NOT IN says nothing when the list holds a NULL, and skips appointments of nobody. */
    static final String APPOINTMENT_WITHOUT_CONTACT = """
            select a.id::text, a.org_id
            from appointments a
            where not exists (select from contacts c where c.id = a.contact_id)
            """;

    static final String APPOINTMENT_WITHOUT_DOCTOR = """
            select a.id::text, a.org_id
            from appointments a
            where not exists (select from doctors d where d.id = a.doctor_id)
            """;

    static final String APPOINTMENT_WITHOUT_CLINIC = """
            select a.id::text, a.org_id
            from appointments a
            where not exists (select from clinics o where o.org_id = a.org_id)
            """;

    static final String CLAIM_WITHOUT_APPOINTMENT = """
            select c.id::text, c.org_id
            from slot_claims c
            where c.appointment_id is not null
              and not exists (select from appointments a where a.id = c.appointment_id)
            """;

    static final String CLAIM_WITHOUT_DOCTOR = """
            select c.id::text, c.org_id
            from slot_claims c
            where not exists (select from doctors d where d.id = c.doctor_id)
            """;

    static final String ENDS_BEFORE_IT_STARTS = """
            select id::text, org_id
            from appointments
            where end_time is null or start_time is null or end_time <= start_time
            """;

    static final String LONGER_THAN_A_DAY = """
            select id::text, org_id
            from appointments
            where end_time - start_time > interval '24 hours'
            """;

    /**
     * Days whose stored totals are not what a recount gives. What has changed lately, is due to be recounted or is still
     * to be told is only behind, not wrong.
     */
    static final String TOTALS_DIFFER = """
            with counted as (
                select a.org_id, (a.start_time at time zone z.zone)::date as day, a.status, count(*) as count,
                       max(a.updated_at) as changed
                from appointments a join totals_zone z on z.org_id = a.org_id
                where a.deleted_at is null
                group by 1, 2, 3),
            differing as (
                select coalesce(t.org_id, c.org_id) as org_id, coalesce(t.day, c.day) as day, c.changed
                from appointment_totals t
                full join counted c on c.org_id = t.org_id and c.day = t.day and c.status = t.status
                where t.count is distinct from c.count)
            select org_id || '/' || day as id, org_id
            from differing d
            where not exists (select from totals_due due where due.org_id = d.org_id and due.figure = 'appointments'
                              and due.utc between d.day - 1 and d.day + 1)
              and not exists (select from outbox o where o.topic = 'BOOKINGS')
            group by org_id, day
            having coalesce(max(changed), '-infinity') < now() - interval '5 minutes'
            """;

    /** The candidates: whether a doctor works then is asked of the schedule, which alone knows holidays and zones. */
    static final String STILL_TO_COME = """
            select a.id::text, a.org_id, a.doctor_id, a.start_time, a.end_time
            from appointments a
            where a.deleted_at is null and a.status in ('BOOKED', 'CONFIRMED')
              and a.start_time > now() and a.end_time > a.start_time
              and not exists (select from data_check_accepted x
                              where x.appointment_id = a.id and x.doctor_id = a.doctor_id
                                and x.start_time = a.start_time and x.end_time = a.end_time)
            order by a.doctor_id, a.id
            """;

    static final String CONTACT_OF_ANOTHER_CLINIC = """
            select a.id::text, a.org_id
            from appointments a
            where not exists (select from contacts c where c.org_id = a.org_id and c.id = a.contact_id)
              and exists (select from contacts c where c.id = a.contact_id)
            """;

    static final String DOCTOR_OF_ANOTHER_CLINIC = """
            select a.id::text, a.org_id
            from appointments a join doctors d on d.id = a.doctor_id
            where d.org_id is distinct from a.org_id
            """;

    static final String CLAIM_OF_ANOTHER_CLINIC = """
            select c.id::text, c.org_id
            from slot_claims c
            where exists (select from doctors d where d.id = c.doctor_id and d.org_id is distinct from c.org_id)
               or exists (select from appointments a where a.id = c.appointment_id and a.org_id is distinct from c.org_id)
            """;

    static final String HOURS_OF_ANOTHER_CLINIC = """
            select concat_ws(chr(31), h.doctor_id, h.weekday, h.from_time) as id, h.org_id
            from working_hours h join doctors d on d.id = h.doctor_id
            where d.org_id is distinct from h.org_id
            """;

    /** Tables with tenants' rows whose rows everybody would see. */
    static final String NOT_ISOLATED = """
            select t.relname::text as id, null::uuid as org_id
            from pg_class t join pg_namespace n on n.oid = t.relnamespace
            where n.nspname = 'public' and t.relkind in ('r', 'p')
              and exists (select from pg_attribute o
                          where o.attrelid = t.oid and o.attname = 'org_id' and not o.attisdropped)
              and (not t.relrowsecurity or not exists (select from pg_policy p where p.polrelid = t.oid))
            """;

    /** For each table with tenants' rows: {@code %1$s} is its name, {@code %2$s} its primary key as text. */
    static final String NO_CLINIC = """
            select %2$s as id, t.org_id
            from %1$s t
            where t.org_id is null
            """;

    static final String UNKNOWN_CLINIC = """
            select %2$s as id, t.org_id
            from %1$s t
            where t.org_id is not null and not exists (select from clinics o where o.org_id = t.org_id)
            """;

    static final String ACTIVE_WITHOUT_ONE_CLAIM = """
            select a.id::text, a.org_id
            from appointments a
            where a.deleted_at is null and a.status in ('BOOKED', 'CONFIRMED')
              and (select count(*) from slot_claims c where c.appointment_id = a.id) <> 1
            """;

    static final String CLAIM_OF_INACTIVE = """
            select c.id::text, c.org_id
            from slot_claims c join appointments a on a.id = c.appointment_id
            where a.deleted_at is not null or a.status not in ('BOOKED', 'CONFIRMED')
            """;

    static final String CLAIM_ELSEWHERE = """
            select c.id::text, c.org_id
            from slot_claims c join appointments a on a.id = c.appointment_id
            where c.doctor_id <> a.doctor_id
               or case when a.end_time > a.start_time
                       then not c.during @> tstzrange(a.start_time, a.end_time, '[)') end
            """;
}
