-- Appointments are of one of the clinic's types, or of none. Kept as it was called when it was booked: a type that is
-- taken away takes no appointments with it.
alter table appointments add column type text;

-- As in V6, with the owner's rights, and for appointment types: what a booking takes of the doctor's time depends on them.
create or replace function schedule_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_table_name in ('clinics', 'clinic_holidays', 'appointment_types') then
        update doctors set schedule_version = schedule_version + 1
        where org_id = case when tg_op = 'DELETE' then old.org_id else new.org_id end;
    else
        update doctors set schedule_version = schedule_version + 1
        where id = case when tg_op = 'DELETE' then old.doctor_id else new.doctor_id end;
    end if;
    return null;
end
$$;

-- Not when one is entered: whoever does not know it yet looks again before saying so.
create trigger type_changed after update on appointment_types
    for each row when ((old.org_id, old.code, old.duration_minutes, old.buffer_before_minutes, old.buffer_after_minutes)
                       is distinct from
                       (new.org_id, new.code, new.duration_minutes, new.buffer_before_minutes, new.buffer_after_minutes))
    execute function schedule_changed();
create trigger type_gone after delete on appointment_types
    for each row execute function schedule_changed();
