-- What the data checks found, what their repairs took away, and what they are told to leave alone.

-- One row for each run of a check. Ids only: samples are primary keys, never names or numbers.
create table data_check_runs (
    id         bigint generated always as identity primary key,
    check_name text        not null,
    cause      text        not null check (cause in ('daily', 'asked', 'returned', 'repair')),
    started_at timestamptz not null,
    took_ms    bigint      not null check (took_ms >= 0),
    -- Rows found, and how many of them are an incident; null where the run failed.
    found      bigint,
    alarming   bigint,
    faults     jsonb       not null default '[]',
    failure    text,
    check ((found is null) = (failure is not null)),
    check ((found is null) = (alarming is null))
);
create index data_check_runs_by_check on data_check_runs (check_name, id desc);

-- A row as it was before a repair changed or removed it. org_id is null where the row had none.
create table data_check_archive (
    id          bigint generated always as identity primary key,
    org_id      uuid,
    check_name  text        not null,
    fault       text        not null,
    table_name  text        not null,
    row_id      text        not null,
    row_data    jsonb       not null,
    archived_by text        not null,
    archived_at timestamptz not null default now()
);
create index data_check_archive_of_row on data_check_archive (table_name, row_id);
create index data_check_archive_by_age on data_check_archive (archived_at);
call isolate_by_clinic('data_check_archive');

-- Appointments outside the doctor's hours that somebody agreed to. Moved, they are asked about again.
create table data_check_accepted (
    appointment_id uuid        primary key references appointments on delete cascade,
    org_id         uuid        not null,
    doctor_id      text        not null,
    start_time     timestamptz not null,
    end_time       timestamptz not null,
    accepted_by    text        not null,
    accepted_at    timestamptz not null default now()
);
call isolate_by_clinic('data_check_accepted');

-- No appointment lasts longer than a day (R-BOOK-31). Old rows are looked at by V9.1, whose lock lets bookings go on.
alter table appointments
    add constraint appointments_within_a_day check (end_time - start_time <= interval '24 hours') not valid;

-- The checks read over all clinics; a repair changes what it found and nothing else.
grant select, insert, delete on data_check_runs to carillon_jobs;
grant select, insert, delete on data_check_archive to carillon_jobs;
-- Erasing a patient reaches what was kept of them here.
grant select, delete on data_check_archive to carillon_booking;
grant select, insert, update, delete on data_check_accepted to carillon_jobs;
grant insert, update, delete on appointments, slot_claims to carillon_jobs;
grant update, delete on contacts, doctors, working_hours, clinic_numbers, clinic_assistants, booking_attempts,
    idempotency_keys to carillon_jobs;
