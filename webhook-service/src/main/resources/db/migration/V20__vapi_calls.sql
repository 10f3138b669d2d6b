-- What Vapi's messages leave behind: what became of each call, how often each type came, and, for clinics that keep it, what
-- was said. Written by the jobs' door in the transaction that marks the messages delivered (ADR 23).
create table vapi_calls (
    -- Vapi's id of the call, the chat or the session.
    call_id            text        primary key check (length(call_id) between 1 and 128),
    -- Null where nobody knows whose number was called: then it is the platform's own operators' to see.
    org_id             uuid,
    subject            text        not null check (subject in ('call', 'chat', 'session')),
    assistant_id       text,
    -- Vapi's word, and how far along it is: messages may overtake each other.
    status             text,
    status_rank        smallint    not null default 0,
    started_at         timestamptz,
    ended_at           timestamptz,
    ended_reason       text,
    duration_seconds   numeric(13, 3),
    -- US dollars.
    cost               numeric(13, 6),
    language           text,
    transferred_to     text,
    success_evaluation text,
    -- Vapi has deleted the call: what was said on it is not kept either, nor what comes late.
    deleted            boolean     not null default false,
    first_at           timestamptz not null,
    last_at            timestamptz not null
);
create index vapi_calls_last_at on vapi_calls (last_at);
create index vapi_calls_of_clinic on vapi_calls (org_id, last_at);

create table vapi_call_events (
    call_id  text        not null references vapi_calls on delete cascade,
    type     text        not null,
    -- Whose call it is; repeated here so that row-level security needs no look at the call.
    org_id   uuid,
    count    bigint      not null check (count > 0),
    first_at timestamptz not null,
    last_at  timestamptz not null,
    -- Of the last one: the name of a type that is unknown here, what was asked of the line.
    detail   text,
    primary key (call_id, type)
);

-- Kept for 30 days, and of clinics with transcription only.
create table vapi_transcripts (
    ce_id   uuid        not null,
    call_id text        not null references vapi_calls on delete cascade,
    org_id  uuid,
    said_at timestamptz not null,
    -- 'user', 'assistant' …; 'summary' and 'transcript' of the whole call come with its report.
    role    text        not null,
    text    text        not null,
    primary key (ce_id, role)
);
create index vapi_transcripts_of_call on vapi_transcripts (call_id, said_at);
create index vapi_transcripts_said_at on vapi_transcripts (said_at);

call isolate_calls_by_clinic('vapi_calls');
call isolate_calls_by_clinic('vapi_call_events');
call isolate_calls_by_clinic('vapi_transcripts');
grant select on vapi_calls, vapi_call_events, vapi_transcripts to carillon_webhook;
grant insert, update, delete on vapi_calls, vapi_call_events, vapi_transcripts to carillon_jobs;
