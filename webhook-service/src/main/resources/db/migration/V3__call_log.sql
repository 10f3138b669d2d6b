-- One row for each call (R-WEB-11), as the providers' callbacks tell of it. Numbers stand here in full and nowhere else: not in
-- logs, metrics or Kafka's keys.
create table patient_call_logs (
    -- Twilio's CallSid, Vapi's call id.
    call_id          text primary key check (length(call_id) between 1 and 128),
    org_id           uuid,
    provider         text        not null,
    direction        text check (direction in ('inbound', 'outbound')),
    from_number      text check (length(from_number) <= 64),
    to_number        text check (length(to_number) <= 64),
    -- The provider's word; progress and sequence keep late callbacks from turning it back.
    status           text check (length(status) <= 32),
    progress         smallint    not null default -1,
    sequence         integer     not null default -1,
    language         text check (length(language) <= 16),
    outcome          text check (outcome in ('transfer-failed', 'transferred', 'appointment-promised', 'appointment-booked')),
    ended_reason     text check (length(ended_reason) <= 128),
    recorded         boolean     not null default false,
    patient_id       text,
    appointment_id   text,
    started_at       timestamptz not null,
    ended_at         timestamptz,
    duration_seconds integer check (duration_seconds >= 0),
    -- The patient was forgotten: what comes late brings no number back.
    erased_at        timestamptz,
    -- When the first of its callbacks that we know of was accepted.
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now()
);
create index patient_call_logs_newest on patient_call_logs (created_at desc, call_id desc);
create index patient_call_logs_of_patient on patient_call_logs (org_id, patient_id) where patient_id is not null;
call isolate_calls_by_clinic('patient_call_logs');
grant select on patient_call_logs to carillon_webhook;
grant insert, update, delete on patient_call_logs to carillon_jobs;

-- What callers were told (R-BOOK-10). A promise is kept when booking-service tells of the appointment.
create table call_promises (
    appointment_id text        not null check (length(appointment_id) between 1 and 128),
    call_id        text        not null check (length(call_id) between 1 and 128),
    org_id         uuid,
    start_time     timestamptz not null,
    promised_at    timestamptz not null,
    kept_at        timestamptz,
    -- Somebody was told that it was not kept.
    reported_at    timestamptz,
    primary key (appointment_id, call_id)
);
create index call_promises_open on call_promises (promised_at) where kept_at is null;
create index call_promises_of_call on call_promises (call_id);
call isolate_calls_by_clinic('call_promises');
grant select on call_promises to carillon_webhook;
grant insert, update, delete on call_promises to carillon_jobs;

-- Appointments that booking-service has told of, for as long as a promise or a call may come after them.
create table call_appointments (
    appointment_id text primary key,
    org_id         uuid,
    call_id        text,
    patient_id     text,
    seen_at        timestamptz not null default now()
);
create index call_appointments_of_call on call_appointments (call_id) where call_id is not null;
create index call_appointments_of_patient on call_appointments (org_id, patient_id);
create index call_appointments_age on call_appointments using brin (seen_at);
call isolate_calls_by_clinic('call_appointments');
grant select on call_appointments to carillon_webhook;
grant insert, update, delete on call_appointments to carillon_jobs;

-- Patients who were forgotten, for as long as an event may still bring their old id.
create table call_erasures (
    org_id      uuid        not null,
    patient_id  text        not null,
    replacement text        not null,
    erased_at   timestamptz not null,
    primary key (org_id, patient_id)
);
call isolate_calls_by_clinic('call_erasures');
grant insert, update, delete on call_erasures to carillon_jobs;
