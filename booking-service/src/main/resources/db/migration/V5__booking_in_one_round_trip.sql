-- What the one statement that books needs (ADR 13): a number that says whether the hours it was checked against still
-- hold, an index-only way to its constraints, and the answers that are kept for repeated requests.

alter table doctors add column schedule_version bigint not null default 1;

-- Whatever hand changes the hours: a booking that was checked against older ones is not written. With the owner's
-- rights, because whoever may change hours need not be allowed to set the number.
create function schedule_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_table_name = 'clinics' then
        update doctors set schedule_version = schedule_version + 1 where org_id = new.org_id;
    else
        update doctors set schedule_version = schedule_version + 1
        where id = case when tg_op = 'DELETE' then old.doctor_id else new.doctor_id end;
    end if;
    return null;
end
$$;
create trigger zone_changed after update of zone on clinics
    for each row when (old.zone is distinct from new.zone) execute function schedule_changed();
create trigger hours_changed after insert or update or delete on working_hours
    for each row execute function schedule_changed();

-- Doctor and contact name the clinic already; a second reference to it made all bookings of a clinic lock one row.
alter table appointments drop constraint appointments_org_id_fkey;
-- Claim and appointment are written by one statement, at whose end the reference is looked at.
alter table slot_claims drop constraint slot_claims_appointment_id_fkey;
alter table slot_claims add constraint slot_claims_of_appointment foreign key (appointment_id) references appointments;

-- The first answer to a request with an Idempotency-Key, byte for byte, written in the transaction that it tells of.
create table idempotency_keys (
    actor       text        not null,
    -- 1 to 255 visible ASCII characters; said with {1,255}, PostgreSQL builds 255 states for every row, which took 30 us.
    key         text        not null check (length(key) between 1 and 255 and key !~ '[^\x21-\x7e]'),
    org_id      uuid        not null,
    -- SHA-256 of method, path and body: the same key with another request is a mistake, not a repeat.
    fingerprint bytea       not null check (length(fingerprint) = 32),
    status      smallint    not null check (status between 200 and 499),
    media_type  text        not null,
    location    text,
    body        bytea       not null,
    created_at  timestamptz not null default now(),
    primary key (actor, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
call isolate_by_clinic('idempotency_keys');

alter table appointments
    add column cancelled_at        timestamptz,
    add column cancellation_reason text check (length(cancellation_reason) <= 500),
    add column checked_in_at       timestamptz,
    add column deleted_by          text,
    add constraint appointments_deleted_by_somebody check ((deleted_at is null) = (deleted_by is null)) not valid;

-- What a booking sweeps. Row security lets an index be used only by operators that cannot leak, and the overlap of ranges
-- is not one of them: without this every claim of the doctor would be read.
create index slot_claims_held on slot_claims (doctor_id) where state = 'HELD';

-- A patient's appointments: for the list, for the seeds' count by patient, and for the reference when a patient is erased.
create index appointments_of_patient on appointments (patient_id, start_time, id);
create index booking_attempts_of_clinic on booking_attempts (org_id, created_at desc, id desc);

grant select, insert on idempotency_keys to carillon_booking;
grant delete on idempotency_keys to carillon_jobs;
grant update (doctor_id, status, start_time, end_time, updated_at, cancelled_at, cancellation_reason, checked_in_at,
              deleted_at, deleted_by) on appointments to carillon_booking;
grant update (state, expires_at, appointment_id) on slot_claims to carillon_booking;
