-- Slots 0 to 999,999 of the run, see Slots: each with its claim, as if they had been booked. Foreign keys hold by
-- construction, so their triggers are spared; unique and exclusion constraints are kept up. Booked one after the other
-- over 400 days: a million on the day of the run would be recounted for its dashboard every five seconds.
set session_replication_role = replica;
insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time,
                          booking_started_at, booking_completed_at)
select ('00000000-0000-4000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, '00000000-0000-4000-8000-0000000000b0'::uuid,
       'doc-' || n % 1000, 'p-' || n % 200000,
       timestamptz '${first_day} 00:00:00Z' + (n / 1000) * interval '30 minutes',
       timestamptz '${first_day} 00:00:00Z' + (n / 1000 + 1) * interval '30 minutes', booked, booked
from generate_series(0, 999999) n, lateral (select now() - (1000000 - n) * interval '34.56 seconds' as booked) t;
insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
select org_id, doctor_id, tstzrange(start_time, end_time, '[)'), 'TAKEN', id
from appointments where doctor_id <> 'doc-busy' order by doctor_id, start_time;
reset session_replication_role;
