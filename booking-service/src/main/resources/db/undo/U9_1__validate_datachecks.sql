-- Takes V9.1 back: psql -1 -f, as carillon_migrate. The constraint goes on binding new rows.
alter table appointments drop constraint appointments_within_a_day;
alter table appointments
    add constraint appointments_within_a_day check (end_time - start_time <= interval '24 hours') not valid;

delete from flyway_booking where version = '9.1';
