-- Takes V26 back: psql -1 -f, as carillon_migrate. Lost: who was erased, so that restoring from an older copy can bring them back.
revoke update on clinics, appointment_types, schedule_exceptions, schedule_exception_hours, clinic_holidays,
    doctor_calendars, feature_switches from carillon_jobs;
revoke insert on clinics, clinic_numbers, clinic_assistants, doctors, working_hours, contacts, appointment_types,
    schedule_exceptions, schedule_exception_hours, clinic_holidays, doctor_calendars, feature_switches from carillon_jobs;

drop table erased_patients;

delete from flyway_booking where version = '26';
