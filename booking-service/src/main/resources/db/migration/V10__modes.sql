-- What is switched off, and the figures that dashboards read instead of counting appointments.

-- One row for the whole platform. Its version is raised by every switch, a clinic's too: replicas poll this one number.
create table platform_mode (
    id         boolean     primary key default true check (id),
    mode       text        not null default 'normal' check (mode in ('normal', 'read-only', 'maintenance')),
    reason     text,
    changed_by text        not null default 'installation',
    since      timestamptz not null default now(),
    -- When it is expected to be over; it lasts until somebody switches back.
    until      timestamptz,
    version    bigint      not null default 1
);
insert into platform_mode default values;

-- A clinic has every feature that no row here takes away.
create table feature_switches (
    org_id     uuid        not null references clinics,
    feature    text        not null
        check (feature in ('voice', 'whatsapp', 'sms', 'booking', 'calendar-sync', 'memory')),
    enabled    boolean     not null,
    reason     text,
    changed_by text        not null,
    since      timestamptz not null,
    until      timestamptz,
    primary key (org_id, feature)
);

-- How many appointments of each status start on a day of the clinic's zone. Only ever recounted, never added to, so
-- that an event that comes twice does no harm.
create table appointment_totals (
    org_id uuid   not null references clinics,
    day    date   not null,
    status text   not null,
    count  bigint not null check (count > 0),
    primary key (org_id, day, status)
);

-- How many bookings of a day (by when they ended, in the clinic's zone) ended how: BOOKED, or a code of R-BOOK-03.
create table booking_totals (
    org_id  uuid   not null references clinics,
    day     date   not null,
    outcome text   not null,
    count   bigint not null check (count > 0),
    primary key (org_id, day, outcome)
);

-- How long successful bookings of a day took (R-BOOK-11), as a histogram that can be added up over days:
-- bucket n holds durations up to 1.1 ^ n milliseconds.
create table booking_durations (
    org_id  uuid             not null references clinics,
    day     date             not null,
    bucket  smallint         not null check (bucket between 0 and 400),
    count   bigint           not null check (count > 0),
    seconds double precision not null check (seconds >= 0),
    primary key (org_id, day, bucket)
);

-- Whose figures are out of date since something happened at a day, by UTC and not by the clinic's clock: who marks it need
-- not know the zone. Recounted from due_at on, not before: that bounds how often a busy day is.
create table totals_due (
    org_id uuid        not null references clinics,
    figure text        not null check (figure in ('appointments', 'bookings')),
    utc    date        not null,
    due_at timestamptz not null,
    primary key (org_id, figure, utc)
);
create index totals_due_by_time on totals_due (due_at);

-- In which zone a clinic's days were counted: when the clinic moves to another, all of them are wrong.
create table totals_zone (
    org_id uuid primary key references clinics,
    zone   text not null
);

-- What was there before this migration.
insert into totals_due (org_id, figure, utc, due_at)
select distinct org_id, 'appointments', (start_time at time zone 'UTC')::date, now() from appointments;
insert into totals_due (org_id, figure, utc, due_at)
select org_id, 'bookings', (booking_completed_at at time zone 'UTC')::date, now() from appointments
union
select org_id, 'bookings', (created_at at time zone 'UTC')::date, now() from booking_attempts where org_id is not null;

-- Rows arrive in the order of these times, so a BRIN index finds the newest among millions and costs writers nothing.
create index appointments_by_completion on appointments using brin (booking_completed_at)
    with (pages_per_range = 16, autosummarize = on);

call isolate_by_clinic('feature_switches');
call isolate_by_clinic('appointment_totals');
call isolate_by_clinic('booking_totals');
call isolate_by_clinic('booking_durations');
call isolate_by_clinic('totals_due');
call isolate_by_clinic('totals_zone');

grant select, update on platform_mode to carillon_booking;
grant select, insert, update on feature_switches to carillon_booking;
grant select on appointment_totals, booking_totals, booking_durations to carillon_booking;
-- The mode belongs to no clinic, and the totals are nobody's order: both are the jobs' to write.
grant update on platform_mode to carillon_jobs;
grant insert, update, delete on appointment_totals, booking_totals, booking_durations, totals_due, totals_zone
    to carillon_jobs;
-- Retention.
grant delete on booking_attempts to carillon_jobs;
