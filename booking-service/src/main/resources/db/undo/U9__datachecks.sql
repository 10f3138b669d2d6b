-- Takes V9 back: psql -1 -f, as carillon_migrate. Lost: what checks found, what repairs archived, what was accepted.
revoke update, delete on contacts, doctors, working_hours, clinic_numbers, clinic_assistants, booking_attempts
    from carillon_jobs;
revoke update on idempotency_keys from carillon_jobs;
revoke insert, update, delete on appointments, slot_claims from carillon_jobs;

alter table appointments drop constraint appointments_within_a_day;

drop table data_check_accepted;
drop table data_check_archive;
drop table data_check_runs;

delete from flyway_booking where version = '9';
