-- Text messages (R-WEB-18): what is to be sent and how far it is, who does not want messages, whether Twilio lets us in.
-- No text and no telephone number is kept: the text is made, and the number asked of booking-service, when a message is
-- sent; what must be recognised again is kept as a hash under a key of ours, and the last four digits for people.

create table sms_outbox (
    id              uuid primary key,
    org_id          uuid        not null,
    appointment_id  text        not null check (length(appointment_id) <= 64),
    patient_id      text        not null check (length(patient_id) <= 64),
    kind            text        not null check (kind in ('confirmation', 'moved', 'cancelled')),
    -- Id of the event that asked for the message: told again, it finds the message there.
    version         text        not null,
    channel         text        not null default 'sms' check (channel in ('sms', 'whatsapp')),
    state           text        not null default 'queued' check (state in
        ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'unknown', 'suppressed')),
    -- One word of ours, and Twilio's error code.
    why             text,
    error_code      int,
    start_time      timestamptz not null,
    -- Not sent after that.
    expires_at      timestamptz not null,
    -- When somebody is to look at the row; while somebody is at it, the end of their lease. Null when it is done with.
    due_at          timestamptz,
    -- Counts claims. Only the holder of the latest one may say how it ended.
    claim           bigint      not null default 0,
    attempts        int         not null default 0,
    resends         int         not null default 0,
    attempted_at    timestamptz,
    -- Twilio's ids: of the last attempt that it took, and of all.
    sid             text,
    sids            text[]      not null default '{}',
    sent_from       text,
    recipient       bytea check (length(recipient) = 32),
    recipient_last4 text check (length(recipient_last4) <= 4),
    retry_asked     boolean     not null default false,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    constraint sms_outbox_once unique (appointment_id, kind, version),
    check (state = 'unknown' or (due_at is not null) = (state in ('queued', 'sending')))
);
create index sms_outbox_due on sms_outbox (due_at) where due_at is not null;
create index sms_outbox_failed on sms_outbox (created_at, id) where state in ('failed', 'undelivered', 'unknown');
create index sms_outbox_of_patient on sms_outbox (org_id, patient_id);
create index sms_outbox_old on sms_outbox (start_time);
call isolate_calls_by_clinic('sms_outbox');

-- What somebody said about a clinic's messages to one of its numbers, and when they last wrote on WhatsApp.
create table message_consents (
    org_id        uuid        not null,
    clinic_number text        not null,
    sender        bytea       not null check (length(sender) = 32),
    opted_out     boolean     not null,
    told_at       timestamptz,
    whatsapp_at   timestamptz,
    updated_at    timestamptz not null default now(),
    primary key (org_id, clinic_number, sender)
);
create index message_consents_of_sender on message_consents (org_id, sender);
call isolate_calls_by_clinic('message_consents');

-- Patients who were erased lately, as hashes of their ids: a booking of theirs that is told late makes no new row.
create table sms_forgotten (
    org_id    uuid        not null,
    patient   bytea       not null,
    erased_at timestamptz not null,
    primary key (org_id, patient)
);
call isolate_calls_by_clinic('sms_forgotten');

-- Of the platform, not of a clinic: nothing is sent before paused_until.
create table sms_accounts (
    account_sid  text primary key,
    paused_until timestamptz,
    why          text,
    error_code   int,
    pauses       int         not null default 0,
    -- When a person was last told (R-EXT-15: once in 15 minutes, however many replicas see it).
    alarmed_at   timestamptz,
    updated_at   timestamptz not null default now()
);

grant select, insert, update on sms_outbox to carillon_webhook;
grant select, delete on message_consents to carillon_webhook;
grant select, insert on sms_forgotten to carillon_webhook;
grant update, delete on sms_outbox to carillon_jobs;
grant insert, update, delete on message_consents to carillon_jobs;
grant delete on sms_forgotten to carillon_jobs;
grant insert, update on sms_accounts to carillon_jobs;
