-- What else decides when a doctor can be booked: dates that differ from the week, the clinic's holidays, time around an
-- appointment, whether the doctor takes bookings at all. And what a clinic offers: its appointment types.

alter table doctors
    add column specialty             text check (specialty <> '' and length(specialty) <= 100),
    -- Minutes claimed before and after each appointment.
    add column buffer_before_minutes smallint not null default 0 check (buffer_before_minutes between 0 and 240),
    add column buffer_after_minutes  smallint not null default 0 check (buffer_after_minutes between 0 and 240),
    -- A doctor who is not active takes no new bookings; what is booked stays.
    add column active                boolean  not null default true;

-- A date on which the doctor's weekly hours do not hold: away all day, or at work in the hours below.
create table schedule_exceptions (
    org_id     uuid        not null,
    doctor_id  text        not null,
    on_date    date        not null check (on_date between '2000-01-01' and '9999-12-31'),
    reason     text check (length(reason) <= 200),
    created_at timestamptz not null default now(),
    primary key (doctor_id, on_date),
    unique (org_id, doctor_id, on_date),
    foreign key (org_id, doctor_id) references doctors (org_id, id) on delete cascade
);

-- The hours of such a date, by the wall clock of the clinic. None: the doctor is away.
create table schedule_exception_hours (
    org_id    uuid not null,
    doctor_id text not null,
    on_date   date not null,
    from_time time not null,
    to_time   time not null check (to_time > from_time),
    primary key (doctor_id, on_date, from_time),
    foreign key (org_id, doctor_id, on_date) references schedule_exceptions (org_id, doctor_id, on_date) on delete cascade
);

-- Nobody works, but for a doctor who has an exception with hours on that date.
create table clinic_holidays (
    org_id     uuid        not null references clinics,
    on_date    date        not null check (on_date between '2000-01-01' and '9999-12-31'),
    name       text        not null check (name <> '' and length(name) <= 200),
    created_at timestamptz not null default now(),
    primary key (org_id, on_date)
);

create table appointment_types (
    org_id                uuid        not null references clinics,
    code                  text        not null check (code ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'),
    name                  text        not null check (name <> '' and length(name) <= 200),
    duration_minutes      smallint    not null check (duration_minutes between 1 and 1440),
    -- Null: the doctor's.
    buffer_before_minutes smallint check (buffer_before_minutes between 0 and 240),
    buffer_after_minutes  smallint check (buffer_after_minutes between 0 and 240),
    created_at            timestamptz not null default now(),
    updated_at            timestamptz not null default now(),
    primary key (org_id, code)
);

call isolate_by_clinic('schedule_exceptions');
call isolate_by_clinic('schedule_exception_hours');
call isolate_by_clinic('clinic_holidays');
call isolate_by_clinic('appointment_types');

-- As in V5, and for holidays: these change the hours of all of a clinic's doctors.
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
create trigger exception_changed after insert or update or delete on schedule_exceptions
    for each row execute function schedule_changed();
create trigger exception_hours_changed after insert or update or delete on schedule_exception_hours
    for each row execute function schedule_changed();
create trigger holiday_changed after insert or update or delete on clinic_holidays
    for each row execute function schedule_changed();

-- What is booked against stands in the doctor's own row as well.
create function doctor_changed() returns trigger language plpgsql as $$
begin
    new.schedule_version := old.schedule_version + 1;
    return new;
end
$$;
create trigger doctor_changed before update on doctors
    for each row when ((old.org_id, old.specialty, old.buffer_before_minutes, old.buffer_after_minutes, old.active)
                       is distinct from
                       (new.org_id, new.specialty, new.buffer_before_minutes, new.buffer_after_minutes, new.active))
    execute function doctor_changed();

grant insert on doctors to carillon_booking;
-- schedule_version too: the triggers run as whoever changes the hours.
grant update (name, specialty, buffer_before_minutes, buffer_after_minutes, active, updated_at, schedule_version)
    on doctors to carillon_booking;
grant insert, delete on working_hours to carillon_booking;
grant select, insert, delete on schedule_exceptions, schedule_exception_hours to carillon_booking;
grant select, insert, update, delete on clinic_holidays, appointment_types to carillon_booking;
