-- One clinic that never closes, 1,000 doctors and 200,000 patients, and a doctor whose availability is asked for.
insert into clinics (org_id, code, name, zone, language, emergency_number) values
    ('00000000-0000-4000-8000-0000000000b0'::uuid, 'BENCH', 'Bench', 'UTC', 'en', '112');
insert into doctors (id, org_id, name)
select 'doc-' || n, '00000000-0000-4000-8000-0000000000b0'::uuid, 'Doctor ' || n from generate_series(0, 999) n
union all
select 'doc-busy', '00000000-0000-4000-8000-0000000000b0'::uuid, 'Busy';
insert into working_hours (org_id, doctor_id, weekday, from_time, to_time)
select d.org_id, d.id, w, '00:00', '24:00' from doctors d, generate_series(1, 7) w
where d.org_id = '00000000-0000-4000-8000-0000000000b0'::uuid;
insert into contacts (org_id, id)
select '00000000-0000-4000-8000-0000000000b0'::uuid, 'p-' || n from generate_series(0, 199999) n
union all
select '00000000-0000-4000-8000-0000000000b0'::uuid, 'p-check';
