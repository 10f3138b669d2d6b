-- Takes V12 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: of which type appointments are.
drop trigger type_gone on appointment_types;
drop trigger type_changed on appointment_types;
alter table appointments drop column type;

-- Word for word V6's.
create or replace function schedule_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_table_name in ('clinics', 'clinic_holidays') then
        update doctors set schedule_version = schedule_version + 1
        where org_id = case when tg_op = 'DELETE' then old.org_id else new.org_id end;
    else
        update doctors set schedule_version = schedule_version + 1
        where id = case when tg_op = 'DELETE' then old.doctor_id else new.doctor_id end;
    end if;
    return null;
end
$$;

delete from flyway_booking where version = '12';
