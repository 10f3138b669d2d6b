-- What came of each recorded callback (R-WEB-13): one row for each ce_id, whoever brings it and however often.
create table webhook_delivery_log (
    job_id      bigint generated always as identity primary key,
    -- The idempotency key: what is here has been dealt with, or is being dealt with.
    ce_id       text        not null,
    -- No reference: booking-service's tables may not be there yet. Null where nobody knows whose number was called.
    org_id      uuid,
    provider    text        not null,
    event       text        not null,
    -- What must stay in order. Order within a call is order of job_id.
    call_id     text        not null,
    status      text        not null
        check (status in ('waiting', 'active', 'completed', 'delayed', 'failed', 'dead')),
    -- Tries that failed; what PostgreSQL's absence cost is none.
    attempts    integer     not null default 0 check (attempts >= 0),
    -- Whose fault the last failure was.
    cause       text check (cause in ('sender', 'ours', 'dependency')),
    last_error  text check (length(last_error) <= 500),
    -- The last try as an HTTP status: 200, 422 the sender's fault, 500 ours, 503 a dependency's.
    http_status smallint check (http_status between 100 and 599),
    request_id  text,
    accepted_at timestamptz not null,
    -- Of waiting and delayed: when it is next looked at. Of active: when whoever took it is given up.
    due_at      timestamptz,
    -- The event, as long as there may be something to do with it. A completed one is not kept: Kafka has it for a week.
    ce_type     text,
    payload     json,
    died_at     timestamptz,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    constraint webhook_delivery_log_once unique (ce_id),
    check ((status in ('waiting', 'active', 'delayed')) = (due_at is not null)),
    check (status <> 'completed' or payload is null),
    check ((status in ('failed', 'dead')) = (died_at is not null))
);
-- Few rows at any time: all but the completed.
create index webhook_delivery_log_open_of_call on webhook_delivery_log (call_id, job_id)
    where status in ('waiting', 'active', 'delayed');
create index webhook_delivery_log_due on webhook_delivery_log (due_at, job_id)
    where status in ('waiting', 'active', 'delayed');
create index webhook_delivery_log_dead on webhook_delivery_log (died_at, job_id) where status in ('failed', 'dead');
-- For the sweep: rows lie in order of time, so a summary of pages is enough.
create index webhook_delivery_log_age on webhook_delivery_log using brin (created_at);
call isolate_calls_by_clinic('webhook_delivery_log');
-- Operators of a clinic put its failed jobs back; they write nothing else.
grant select, update (status, attempts, due_at, died_at, updated_at) on webhook_delivery_log to carillon_webhook;
grant insert, update, delete on webhook_delivery_log to carillon_jobs;

-- How many went which way, by the hour of their end: asked for every few seconds, when the log itself has millions of rows.
create table webhook_delivery_totals (
    hour     timestamptz not null,
    provider text        not null,
    outcome  text        not null check (outcome in ('completed', 'failed', 'dead')),
    total    bigint      not null check (total >= 0),
    primary key (hour, provider, outcome)
);
grant select on webhook_delivery_totals to carillon_webhook;
grant insert, update, delete on webhook_delivery_totals to carillon_jobs;
