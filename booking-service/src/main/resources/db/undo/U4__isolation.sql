-- Takes V4 back: psql -1 -f, as carillon_migrate, with no booking-service running. Afterwards every query sees all clinics.
do $$
declare
    tenant_table regclass;
begin
    foreach tenant_table in array array ['clinics', 'clinic_numbers', 'clinic_assistants', 'doctors', 'working_hours',
        'contacts', 'appointments', 'slot_claims', 'booking_attempts']::regclass[]
    loop
        execute format('drop policy one_clinic on %s', tenant_table);
        execute format('alter table %s disable row level security', tenant_table);
    end loop;
end
$$;
drop procedure isolate_by_clinic(regclass);

grant select, delete on outbox to carillon_booking;

alter default privileges in schema public revoke select on tables from carillon_jobs;
revoke insert, delete on outbox from carillon_jobs;
revoke insert on booking_attempts from carillon_jobs;
revoke select on all tables in schema public from carillon_jobs;
revoke usage on schema public from carillon_jobs;

delete from flyway_booking where version = '4';
