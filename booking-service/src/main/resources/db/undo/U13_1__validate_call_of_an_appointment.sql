-- Takes V13.1 back: psql -1 -f, as carillon_migrate. The constraint goes on binding new rows.
alter table appointments drop constraint appointments_call_has_a_name;
alter table appointments
    add constraint appointments_call_has_a_name check (length(call_id) between 1 and 128) not valid;

delete from flyway_booking where version = '13.1';
