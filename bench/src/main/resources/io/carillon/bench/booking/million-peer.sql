-- The same slots for the peer.
set session_replication_role = replica;
insert into appointments (patient_id, doctor_id, start_time, end_time)
select 'p-' || n % 200000, 'doc-' || n % 1000,
       timestamptz '${first_day} 00:00:00Z' + (n / 1000) * interval '30 minutes',
       timestamptz '${first_day} 00:00:00Z' + (n / 1000 + 1) * interval '30 minutes'
from generate_series(0, 999999) n;
reset session_replication_role;
