-- What the registry holds beyond V1, and how it is found: clinics and patients that are entered over HTTP, patients who are
-- erased, and the free times of a doctor among a million claims.

-- What carillon.calls told of each clinic; a table of its own, so that a call never touches the clinic's row.
create table clinic_last_calls (
    org_id       uuid primary key references clinics,
    last_call_at timestamptz not null
);
call isolate_by_clinic('clinic_last_calls');

alter table contacts
    add column date_of_birth date check (date_of_birth >= date '1900-01-01'),
    add column language      text check (language in ('en', 'fr')),
    -- When somebody gave a wrong date of birth for this contact; three within an hour and nobody is believed (design 9).
    add column failed_checks timestamptz[] not null default '{}' check (cardinality(failed_checks) <= 3),
    -- A row that stays so that past appointments keep a patient; of the person nothing is left.
    add column erased_at     timestamptz,
    add constraint contacts_erased_know_nothing check (
        (erased_at is not null) = (id ~ '^erased-')
        and (erased_at is null
             or coalesce(phone, name, language, date_of_birth::text) is null and failed_checks = '{}'));

create or replace view patients with (security_invoker = true) as
select org_id, id, phone, name, created_at, updated_at, date_of_birth, language from contacts;

-- An erased patient's new id reaches the appointments with the contact, by the index appointments_of_patient.
alter table appointments drop constraint appointments_org_id_patient_id_fkey;
alter table appointments add constraint appointments_of_contact
    foreign key (org_id, patient_id) references contacts (org_id, id) on update cascade;
create index booking_attempts_of_patient on booking_attempts (org_id, patient_id);

-- Row-level security lets only leakproof operators into an index scan, and && of ranges is not one (pg_proc.proleakproof):
-- through the exclusion constraint's index a clinic's transaction would read all claims that a doctor ever had. Comparing
-- plain times is leakproof.
alter table slot_claims add column starts timestamptz generated always as (lower(during)) stored;
create index slot_claims_of_doctor on slot_claims (doctor_id, starts);

grant insert on clinics to carillon_booking;
grant update (name, zone, language, emergency_number, transfer_number, pack, updated_at) on clinics to carillon_booking;
grant insert, delete on clinic_numbers, clinic_assistants to carillon_booking;
grant select, insert, update on clinic_last_calls to carillon_booking;
grant update (id, phone, name, date_of_birth, language, failed_checks, erased_at, updated_at) on contacts to carillon_booking;
-- For erasing: who was refused, and the answers that are kept for repeats.
grant update (patient_id) on booking_attempts to carillon_booking;
grant update (body) on idempotency_keys to carillon_booking;
