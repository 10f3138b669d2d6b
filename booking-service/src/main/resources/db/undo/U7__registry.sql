-- Takes V7 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: dates of birth, languages, when a
-- clinic was last called, and which contacts were erased.
revoke insert on clinics from carillon_booking;
revoke update (name, zone, language, emergency_number, transfer_number, pack, updated_at) on clinics
    from carillon_booking;
revoke insert, delete on clinic_numbers, clinic_assistants from carillon_booking;
revoke update (id, phone, name, updated_at) on contacts from carillon_booking;
revoke update (patient_id) on booking_attempts from carillon_booking;
revoke update (body) on idempotency_keys from carillon_booking;

drop index slot_claims_of_doctor;
alter table slot_claims drop column starts;
drop index booking_attempts_of_patient;

alter table appointments drop constraint appointments_of_contact;
alter table appointments add constraint appointments_org_id_patient_id_fkey
    foreign key (org_id, patient_id) references contacts (org_id, id);

drop view patients;
create view patients with (security_invoker = true) as
select org_id, id, phone, name, created_at, updated_at from contacts;
grant select on patients to carillon_booking;

alter table contacts
    drop constraint contacts_erased_know_nothing,
    drop column date_of_birth,
    drop column language,
    drop column failed_checks,
    drop column erased_at;

drop table clinic_last_calls;

delete from flyway_booking where version = '7';
