-- What is booked. Two claims of one doctor cannot overlap, whatever the code does.

create table appointments (
    id                   uuid primary key,
    org_id               uuid        not null references clinics,
    doctor_id            text        not null,
    patient_id           text        not null,
    status               text        not null default 'BOOKED'
        check (status in ('BOOKED', 'CONFIRMED', 'CANCELLED', 'COMPLETED', 'NO_SHOW', 'FAILED')),
    start_time           timestamptz not null,
    end_time             timestamptz not null check (end_time > start_time),
    -- The other naming world (R-BOOK-20). Stored, so that the seeds' SQL can be indexed and PostgreSQL 15 to 17 know it.
    scheduled_at         timestamptz generated always as (start_time) stored,
    contact_id           text generated always as (patient_id) stored,
    -- How long booking took, which later edits must not change (R-BOOK-11).
    booking_started_at   timestamptz not null,
    booking_completed_at timestamptz not null check (booking_completed_at >= booking_started_at),
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now(),
    deleted_at           timestamptz,
    -- With org_id in both keys an appointment cannot join one clinic's doctor to another clinic's patient.
    foreign key (org_id, doctor_id) references doctors (org_id, id),
    foreign key (org_id, patient_id) references contacts (org_id, id)
);
create index appointments_by_start on appointments (start_time, id);
create index appointments_of_doctor on appointments (doctor_id, start_time, id);
-- A patient is not in two places at once: the same start twice is a duplicate while both would take place.
create unique index appointments_no_duplicate on appointments (org_id, patient_id, start_time)
    where deleted_at is null and status in ('BOOKED', 'CONFIRMED');

-- Who has the doctor's time. Every active appointment has exactly one claim, TAKEN; a caller who is still choosing has
-- one that is HELD until expires_at. Cancelling deletes the claim, so what is cancelled blocks nothing.
create table slot_claims (
    id             bigint generated always as identity primary key,
    org_id         uuid      not null,
    doctor_id      text      not null,
    during         tstzrange not null
        check (not isempty(during) and not lower_inf(during) and not upper_inf(during)
               and lower_inc(during) and not upper_inc(during)),
    state          text      not null check (state in ('HELD', 'TAKEN')),
    expires_at     timestamptz,
    appointment_id uuid unique references appointments deferrable initially deferred,
    check ((state = 'HELD') = (expires_at is not null)),
    check ((state = 'TAKEN') = (appointment_id is not null)),
    foreign key (org_id, doctor_id) references doctors (org_id, id),
    constraint slot_claims_no_overlap exclude using gist (doctor_id with =, during with &&)
);

-- Every refused attempt, written after its transaction was rolled back (R-BOOK-04). Holds what was sent, also when it
-- names nobody; org_id is null where the doctor is unknown, because such an attempt belongs to no clinic.
create table booking_attempts (
    id         uuid primary key,
    org_id     uuid references clinics,
    doctor_id  text,
    patient_id text,
    start_time timestamptz,
    end_time   timestamptz,
    status     text        not null default 'FAILED' check (status = 'FAILED'),
    code       text        not null,
    detail     text        not null,
    request_id text,
    started_at timestamptz not null,
    created_at timestamptz not null default now()
);
create index booking_attempts_by_time on booking_attempts (created_at desc, id desc);

grant select, insert on appointments, booking_attempts to carillon_booking;
grant select, insert, delete on slot_claims to carillon_booking;
