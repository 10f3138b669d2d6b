-- Appointments in doctors' Google calendars (R-BOOK-13): which calendar is whose, with what credentials, and how far each
-- appointment's event is behind the appointment. What is told to Google is always the present state (ADR 14).

create table doctor_calendars (
    doctor_id   text primary key,
    org_id      uuid        not null,
    -- As Google names it: an address, or 'primary' for the account that gave the refresh token.
    calendar_id text        not null check (calendar_id ~ '^[\x21-\x7e]{1,255}$'),
    updated_at  timestamptz not null default now(),
    foreign key (org_id, doctor_id) references doctors (org_id, id) on delete cascade
);
create index doctor_calendars_of_clinic on doctor_calendars (org_id);
call isolate_by_clinic('doctor_calendars');

create table calendar_credentials (
    org_id        uuid primary key references clinics,
    -- AES-GCM by CARILLON_CREDENTIALS_KEY, bound to org_id; never the token itself.
    refresh_token bytea       not null check (length(refresh_token) between 30 and 4096),
    -- Another number means another token: what a replica got with an older one is thrown away.
    version       bigint      not null default 1,
    -- Nothing of this clinic is tried before; why, and how often in a row.
    paused_until  timestamptz,
    pause_reason  text,
    pauses        int         not null default 0,
    -- When a person was last told (R-EXT-15: once in 15 minutes, however many replicas see it).
    alarmed_at    timestamptz,
    updated_at    timestamptz not null default now()
);
call isolate_by_clinic('calendar_credentials');

-- One row for each appointment that belongs, or belonged, in a calendar. No reference to appointments: a row whose
-- appointment is gone says that its event is to be taken out.
create table calendar_syncs (
    appointment_id  uuid primary key,
    org_id          uuid        not null,
    doctor_id       text        not null,
    state           text        not null default 'PENDING' check (state in ('PENDING', 'SYNCED', 'FAILED')),
    -- Counts the changes that Google is to hear of, and the last of them that it has heard of.
    wanted          bigint      not null default 1,
    synced          bigint      not null default 0 check (synced <= wanted),
    -- Where an event may lie: written before Google is asked to make it. And its id, once Google has said yes.
    calendar_id     text,
    event_id        text,
    synced_start    timestamptz,
    synced_end      timestamptz,
    -- Since when Google is behind; kept when it is not any more, so that pages of a list stay in order.
    since           timestamptz not null default now(),
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null default now(),
    -- Somebody is at it until then. Only the holder of the latest claim may say how it ended.
    leased_until    timestamptz,
    claim           bigint      not null default 0,
    last_error      text,
    updated_at      timestamptz not null default now()
);
create index calendar_syncs_due on calendar_syncs (org_id, next_attempt_at) where state = 'PENDING';
create index calendar_syncs_behind on calendar_syncs (since, appointment_id) where state <> 'SYNCED';
create index calendar_syncs_of_doctor on calendar_syncs (doctor_id);
call isolate_by_clinic('calendar_syncs');

-- A replica that does not know yet that a doctor has a calendar must not book without telling it.
create trigger calendar_changed after insert or update or delete on doctor_calendars
    for each row execute function schedule_changed();

grant select, insert, update, delete on doctor_calendars to carillon_booking;
grant select, insert, update on calendar_credentials, calendar_syncs to carillon_booking;
grant insert, update on calendar_syncs to carillon_jobs;
grant update (paused_until, pause_reason, pauses, alarmed_at) on calendar_credentials to carillon_jobs;
