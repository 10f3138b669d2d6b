-- Takes V6 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: exceptions, holidays,
-- appointment types, buffers, specialties.
revoke insert on doctors from carillon_booking;
revoke update (name, updated_at, schedule_version) on doctors from carillon_booking;
revoke insert, delete on working_hours from carillon_booking;

drop trigger doctor_changed on doctors;
drop function doctor_changed();
drop table schedule_exception_hours;
drop table schedule_exceptions;
drop table clinic_holidays;
drop table appointment_types;
alter table doctors
    drop column specialty,
    drop column buffer_before_minutes,
    drop column buffer_after_minutes,
    drop column active;

-- Word for word V5's.
create or replace function schedule_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
    if tg_table_name = 'clinics' then
        update doctors set schedule_version = schedule_version + 1 where org_id = new.org_id;
    else
        update doctors set schedule_version = schedule_version + 1
        where id = case when tg_op = 'DELETE' then old.doctor_id else new.doctor_id end;
    end if;
    return null;
end
$$;

delete from flyway_booking where version = '6';
