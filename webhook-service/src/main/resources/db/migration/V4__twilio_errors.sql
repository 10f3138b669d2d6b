-- Errors that Twilio told of (R-WEB-08): by its debugger, or with the status of a message or call.
create table twilio_errors (
    ce_id       text primary key,
    code        text        not null check (code ~ '^[0-9]{5,6}$'),
    level       text check (level in ('ERROR', 'WARNING')),
    org_id      uuid,
    call_id     text        not null,
    -- The callback that said so.
    event       text        not null,
    occurred_at timestamptz not null,
    created_at  timestamptz not null default now()
);
create index twilio_errors_by_time on twilio_errors (occurred_at, code);
call isolate_calls_by_clinic('twilio_errors');
grant select on twilio_errors to carillon_webhook;
grant insert, update, delete on twilio_errors to carillon_jobs;
