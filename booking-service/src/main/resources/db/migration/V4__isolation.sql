-- One clinic never sees another's rows, whatever a query forgets (R-BOOK-17). The service logs in as carillon_booking, who
-- owns nothing and is bound by these policies; work over all clinics is done as carillon_jobs, who is not (BYPASSRLS).
-- The owner, carillon_migrate, serves nobody and is not forced, so that migrations can mend rows of all clinics.

-- Each later table of tenants' rows is isolated by the same call. A transaction that has not said whose it is sees nothing:
-- the setting is then absent, or empty on a connection that was used before.
create procedure isolate_by_clinic(tenant_table regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format(
        'create policy one_clinic on %s'
        ' using (org_id = nullif(current_setting(''carillon.org_id'', true), '''')::uuid)'
        ' with check (org_id = nullif(current_setting(''carillon.org_id'', true), '''')::uuid)',
        tenant_table);
end
$$;
revoke execute on procedure isolate_by_clinic from public;

call isolate_by_clinic('clinics');
call isolate_by_clinic('clinic_numbers');
call isolate_by_clinic('clinic_assistants');
call isolate_by_clinic('doctors');
call isolate_by_clinic('working_hours');
call isolate_by_clinic('contacts');
call isolate_by_clinic('appointments');
call isolate_by_clinic('slot_claims');
-- Attempts at nobody's doctor belong to no clinic: only the platform's own operators see them.
call isolate_by_clinic('booking_attempts');

-- The outbox holds all clinics' events. A clinic's transaction may add to it and never look inside.
revoke select, delete on outbox from carillon_booking;

-- Jobs read everything of this schema, the later tables too; what they may change is granted table by table.
grant usage on schema public to carillon_jobs;
grant select on all tables in schema public to carillon_jobs;
alter default privileges in schema public grant select on tables to carillon_jobs;
grant insert, delete on outbox to carillon_jobs;
grant insert on booking_attempts to carillon_jobs;
