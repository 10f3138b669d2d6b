-- The two clinics everybody tries Carillon with (design, section 6). Loaded only where CARILLON_ENV=local.
-- Repeatable and additive: what a developer has changed or added stays.

insert into clinics (org_id, code, name, zone, language, emergency_number, transfer_number) values
    ('00000000-0000-4000-8000-000000000001', 'DEMO', 'Demo Family Practice', 'America/Los_Angeles', 'en', '911', '+15555550199'),
    ('00000000-0000-4000-8000-000000000002', 'KIN', 'Clinique de Kinshasa', 'Africa/Kinshasa', 'fr', '112', '+243820000099')
on conflict do nothing;

insert into clinic_numbers (number, org_id) values
    ('+15555555678', '00000000-0000-4000-8000-000000000001'),
    ('+243820000001', '00000000-0000-4000-8000-000000000002')
on conflict do nothing;

insert into clinic_assistants (assistant_id, org_id) values
    ('assistant-demo', '00000000-0000-4000-8000-000000000001'),
    ('assistant-kin', '00000000-0000-4000-8000-000000000002')
on conflict do nothing;

insert into doctors (id, org_id, name) values
    ('doctor-1', '00000000-0000-4000-8000-000000000001', 'Dr. Alvarez'),
    ('doctor-2', '00000000-0000-4000-8000-000000000001', 'Dr. Brandt'),
    ('doctor-3', '00000000-0000-4000-8000-000000000002', 'Dr. Mbuyi')
on conflict do nothing;

-- Monday to Saturday, 08:00 to 18:00 by the clinic's clock.
insert into working_hours (org_id, doctor_id, weekday, from_time, to_time)
select org_id, id, weekday, '08:00', '18:00'
from doctors, generate_series(1, 6) as weekday
where id in ('doctor-1', 'doctor-2', 'doctor-3')
on conflict do nothing;

-- Patient ids are unique within a clinic: each of the two has its own pat-1 to pat-5.
insert into contacts (org_id, id, phone, name)
select org_id, 'pat-' || n, prefix || n, 'Patient ' || n
from (values ('00000000-0000-4000-8000-000000000001'::uuid, '+1555555010'),
             ('00000000-0000-4000-8000-000000000002'::uuid, '+24382000010')) as clinic (org_id, prefix),
     generate_series(1, 5) as n
on conflict do nothing;
