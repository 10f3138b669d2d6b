-- Whose transaction it is is looked up once a statement and not once a row: for a caller who waits for free times half a
-- thousand claims are compared with it, and a third of the statement was reading the setting again (R-PERF-13).
create or replace procedure isolate_by_clinic(tenant_table regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format(
        'create policy one_clinic on %s'
        ' using (org_id = (select nullif(current_setting(''carillon.org_id'', true), '''')::uuid))'
        ' with check (org_id = (select nullif(current_setting(''carillon.org_id'', true), '''')::uuid))',
        tenant_table);
end
$$;

-- By name: webhook-service keeps tables in this schema that are its own to isolate.
do $$
declare
    tenant_table regclass;
begin
    foreach tenant_table in array array[
        'appointment_totals', 'appointment_types', 'appointments', 'blocks', 'booking_attempts',
        'booking_durations', 'booking_totals', 'calendar_credentials', 'calendar_syncs', 'clinic_assistants',
        'clinic_holidays', 'clinic_last_calls', 'clinic_numbers', 'clinics', 'contacts', 'data_check_accepted',
        'data_check_archive', 'doctor_calendars', 'doctors', 'feature_switches', 'holds', 'idempotency_keys',
        'schedule_exception_hours', 'schedule_exceptions', 'slot_claims', 'totals_due', 'totals_zone',
        'working_hours'
    ]::regclass[] loop
        execute format('drop policy one_clinic on %s', tenant_table);
        call isolate_by_clinic(tenant_table);
    end loop;
end
$$;
