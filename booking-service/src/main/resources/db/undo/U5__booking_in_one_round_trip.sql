-- Takes V5 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: the answers kept for repeated
-- requests, and who cancelled, checked in or deleted.
revoke update (doctor_id, status, start_time, end_time, updated_at, deleted_at) on appointments from carillon_booking;
revoke update (state, expires_at, appointment_id) on slot_claims from carillon_booking;

drop index if exists slot_claims_held;
drop index booking_attempts_of_clinic;
drop index appointments_of_patient;

alter table appointments
    drop constraint appointments_deleted_by_somebody,
    drop column cancelled_at,
    drop column cancellation_reason,
    drop column checked_in_at,
    drop column deleted_by;

drop table idempotency_keys;

alter table slot_claims drop constraint slot_claims_of_appointment;
alter table slot_claims add constraint slot_claims_appointment_id_fkey
    foreign key (appointment_id) references appointments deferrable initially deferred;
alter table appointments add constraint appointments_org_id_fkey foreign key (org_id) references clinics;

drop trigger hours_changed on working_hours;
drop trigger zone_changed on clinics;
drop function schedule_changed();
alter table doctors drop column schedule_version;

delete from flyway_booking where version = '5';
