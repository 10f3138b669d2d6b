-- Time that is claimed without an appointment: held for a caller who still chooses, or blocked by the clinic.

-- The life of a hold, which outlasts its claim: whoever sweeps the claim away, the holder can be told what became of it,
-- and the end is told once. Who has the time is still slot_claims' word alone.
create table holds (
    id             uuid primary key,
    org_id         uuid        not null,
    doctor_id      text        not null,
    start_time     timestamptz not null,
    end_time       timestamptz not null check (end_time > start_time),
    status         text        not null check (status in ('HELD', 'CONFIRMED', 'RELEASED', 'EXPIRED')),
    -- The call on whose line the holder is; who asked, where there is no call.
    call_id        text check (length(call_id) between 1 and 128),
    held_by        text        not null,
    held_at        timestamptz not null,
    expires_at     timestamptz not null check (expires_at > held_at),
    ended_at       timestamptz,
    -- No reference: an appointment may be archived while its hold is still remembered.
    appointment_id uuid,
    check ((status = 'HELD') = (ended_at is null)),
    check ((status = 'CONFIRMED') = (appointment_id is not null)),
    foreign key (org_id, doctor_id) references doctors (org_id, id)
);
create index holds_of_doctor on holds (doctor_id, expires_at);
create index holds_to_expire on holds (expires_at) where status = 'HELD';
create index holds_of_call on holds (call_id) where status = 'HELD';
create index holds_of_holder on holds (held_by) where status = 'HELD' and call_id is null;
create index holds_ended on holds (ended_at) where status <> 'HELD';
call isolate_by_clinic('holds');
grant select, insert, update (status, ended_at, appointment_id) on holds to carillon_booking;
grant update (status, ended_at), delete on holds to carillon_jobs;

-- Times at which a doctor sees nobody. The rule is kept as it was entered, by the wall clock of the clinic; what it comes
-- to is claims, one for each occurrence.
create table blocks (
    id          uuid primary key,
    org_id      uuid        not null,
    doctor_id   text        not null,
    reason      text check (length(reason) <= 200),
    zone        text        not null,
    from_local  timestamp   not null,
    to_local    timestamp   not null check (to_local > from_local),
    frequency   text check (frequency in ('DAILY', 'WEEKLY')),
    every       smallint check (every between 1 and 52),
    weekdays    smallint[] check (weekdays <@ '{1,2,3,4,5,6,7}'), -- ISO: 1 is Monday
    until_date  date,
    occurrences smallint check (occurrences between 1 and 400),
    created_by  text        not null,
    created_at  timestamptz not null default now(),
    check ((frequency is null) = (every is null)),
    check (weekdays is null or frequency = 'WEEKLY'),
    check (until_date is null or occurrences is null),
    foreign key (org_id, doctor_id) references doctors (org_id, id)
);
create index blocks_of_doctor on blocks (doctor_id, from_local, id);
call isolate_by_clinic('blocks');
grant select, insert, delete on blocks to carillon_booking;

-- hold_id refers to nothing: the claim is tried first and only who has it writes the hold, and most claims are bookings,
-- which should not pay for a look that is never needed. Old rows, all of them appointments', are looked at by V11.1.
alter table slot_claims
    add column hold_id    uuid,
    add column block_id   uuid references blocks,
    add column block_date date,
    drop constraint slot_claims_check1,
    add constraint slot_claims_taken_by_one
        check ((state = 'TAKEN') = (num_nonnulls(appointment_id, block_id) = 1)) not valid,
    add constraint slot_claims_held_by_hold check (hold_id is null or state = 'HELD') not valid,
    add constraint slot_claims_block_has_date check ((block_id is null) = (block_date is null)) not valid;
create unique index slot_claims_of_hold on slot_claims (hold_id) where hold_id is not null;
create unique index slot_claims_of_block on slot_claims (block_id, block_date) where block_id is not null;
grant update (hold_id) on slot_claims to carillon_booking;
