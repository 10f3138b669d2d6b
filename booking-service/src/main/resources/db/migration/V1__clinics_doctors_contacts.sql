-- Who there is: clinics, how calls find them, their doctors with working hours, and the people who call.
-- Valid on PostgreSQL 15 to 18. Run by carillon_migrate, who owns everything here; the services own nothing.

-- Equality on text inside a GiST index, for the exclusion constraint of V2. A trusted extension: no superuser needed.
create extension if not exists btree_gist;

-- What an operator may see without asking: every table of this owner, the later ones too.
alter default privileges in schema public grant select on tables to carillon;
grant usage on schema public to carillon, carillon_booking;

create table clinics (
    org_id           uuid primary key,
    code             text not null unique check (code ~ '^[A-Z][A-Z0-9-]{1,15}$'),
    name             text not null check (name <> ''),
    -- IANA name; a clinic with none takes the service's TZ (R-BOOK-07). The check refuses what PostgreSQL does not know;
    -- what Java does not know either is refused at booking as TIMEZONE_INVALID.
    zone             text check (zone is null or (timestamptz 'epoch' at time zone zone) is not null),
    language         text not null default 'en' check (language in ('en', 'fr')),
    emergency_number text not null check (emergency_number ~ '^[0-9]{2,6}$'),
    transfer_number  text check (transfer_number ~ '^\+[1-9][0-9]{6,14}$'),
    pack             text,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now()
);

create table clinic_numbers (
    number text primary key check (number ~ '^\+[1-9][0-9]{6,14}$'),
    org_id uuid not null references clinics
);
create index clinic_numbers_of_clinic on clinic_numbers (org_id);

create table clinic_assistants (
    assistant_id text primary key check (assistant_id <> ''),
    org_id       uuid not null references clinics
);
create index clinic_assistants_of_clinic on clinic_assistants (org_id);

-- A doctor's id is unique over all clinics: a booking names the doctor and so the clinic.
create table doctors (
    id         text primary key check (id ~ '^[\x20-\x7e]{1,64}$'),
    org_id     uuid not null references clinics,
    name       text not null check (name <> ''),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (org_id, id)
);

-- Wall-clock hours in the clinic's zone. Several rows a day make a break; '24:00' closes at midnight.
create table working_hours (
    org_id    uuid     not null,
    doctor_id text     not null,
    weekday   smallint not null check (weekday between 1 and 7), -- ISO: 1 is Monday
    from_time time     not null,
    to_time   time     not null check (to_time > from_time),
    primary key (doctor_id, weekday, from_time),
    foreign key (org_id, doctor_id) references doctors (org_id, id) on delete cascade
);

-- One person is stored once (R-BOOK-20). The table is contacts, because a caller is a contact before being anybody's
-- patient, and because row security belongs on a table; patients is the same rows under the other runbooks' name.
-- An id is unique within its clinic: clinics bring their own patient numbers, and these collide.
create table contacts (
    org_id     uuid not null references clinics,
    id         text not null check (id ~ '^[\x20-\x7e]{1,64}$'),
    phone      text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
    name       text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (org_id, id),
    constraint contacts_one_per_phone unique (org_id, phone)
);

-- security_invoker: whoever reads the view is bound by their own rights and policies, not by the owner's.
create view patients with (security_invoker = true) as
select org_id, id, phone, name, created_at, updated_at from contacts;

grant select on clinics, clinic_numbers, clinic_assistants, doctors, working_hours, patients to carillon_booking;
grant select, insert on contacts to carillon_booking;
