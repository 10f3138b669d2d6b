-- What recovery from damage needs (R-BOOK-29, R-BOOK-32): rows may be put back, but for those of somebody who was erased.

-- Who was erased stays known to whoever brings an old id along, as a backup does: the copy is older than the erasure, and must
-- not undo it. The id itself is not kept; salted with what replaced it, so that two clinics' rows cannot be compared.
create table erased_patients (
    org_id      uuid        not null,
    replacement text        not null check (replacement ~ '^erased-'),
    -- sha256 of the replacement, U+001F and the id that is nobody's any more.
    patient     bytea       not null check (length(patient) = 32),
    erased_at   timestamptz not null,
    primary key (org_id, replacement)
);
create index erased_patients_by_age on erased_patients (erased_at);
call isolate_by_clinic('erased_patients');

grant insert on erased_patients to carillon_booking;
grant insert, delete on erased_patients to carillon_jobs;

-- Single rows are put back by the jobs' role: these tables, whose rows nothing else can make again.
grant insert on clinics, clinic_numbers, clinic_assistants, doctors, working_hours, contacts, appointment_types,
    schedule_exceptions, schedule_exception_hours, clinic_holidays, doctor_calendars, feature_switches to carillon_jobs;
grant update on clinics, appointment_types, schedule_exceptions, schedule_exception_hours, clinic_holidays,
    doctor_calendars, feature_switches to carillon_jobs;
