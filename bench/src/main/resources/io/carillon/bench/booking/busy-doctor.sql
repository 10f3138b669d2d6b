-- 500 half hours, one at the beginning of each hour from the next one on: what is left between them is too short for an
-- hour, so that whoever looks for one has to pass all of them.
set session_replication_role = replica;
with slot as (
    select gen_random_uuid() id, n, date_trunc('hour', now()) + n * interval '1 hour' as start_time
    from generate_series(1, 500) n
), appointment as (
    insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time,
                              booking_started_at, booking_completed_at)
    select id, '00000000-0000-4000-8000-0000000000b0'::uuid, 'doc-busy', 'p-' || n, start_time,
           start_time + interval '30 minutes', now(), now()
    from slot
    returning id, org_id, doctor_id, start_time, end_time
)
insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
select org_id, doctor_id, tstzrange(start_time, end_time, '[)'), 'TAKEN', id from appointment;
reset session_replication_role;
