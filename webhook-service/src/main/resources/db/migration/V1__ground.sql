-- What every table of webhook-service stands on. Valid on PostgreSQL 15 to 18. Run by carillon_migrate, who owns everything
-- here. booking-service keeps its tables in the same schema; whose migrations run first is open, so nothing here needs theirs.

-- What operators and jobs may see without asking: every table of this owner, the later ones too.
alter default privileges in schema public grant select on tables to carillon;
alter default privileges in schema public grant select on tables to carillon_jobs;
grant usage on schema public to carillon, carillon_jobs, carillon_webhook;

-- Each table with rows of clinics is isolated by the same call (R-BOOK-17). A transaction that has not said whose it is sees
-- nothing: the setting is then absent, or empty on a connection that was used before. Rows of no clinic are the platform's
-- own operators' to see. booking-service has a procedure of its own for this, which may not be there yet.
create procedure isolate_calls_by_clinic(tenant_table regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format(
        'create policy one_clinic on %s'
        ' using (org_id = nullif(current_setting(''carillon.org_id'', true), '''')::uuid)'
        ' with check (org_id = nullif(current_setting(''carillon.org_id'', true), '''')::uuid)',
        tenant_table);
end
$$;
revoke execute on procedure isolate_calls_by_clinic from public;

-- What the other services are to be told, written in the transaction that makes it true (as booking-service's outbox): who
-- asked for a retry, which callback became a dead letter. Holds all clinics' events: a clinic's transaction may add to it and
-- never look inside.
create table webhook_outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    headers    json        not null,
    data       json        not null,
    created_at timestamptz not null default now()
);
grant insert on webhook_outbox to carillon_webhook;
grant insert, delete on webhook_outbox to carillon_jobs;
