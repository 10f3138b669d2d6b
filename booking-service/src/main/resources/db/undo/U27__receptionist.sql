-- Takes V27 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: which assistants take calls, and which
-- clinics have that switched off. Their callers get the phone menu.
delete from feature_switches where feature = 'receptionist';
alter table feature_switches drop constraint feature_switches_feature_check;
alter table feature_switches add constraint feature_switches_feature_check
    check (feature in ('voice', 'whatsapp', 'sms', 'booking', 'calendar-sync', 'memory', 'transcription'));

revoke update (answers_phone_number_id) on clinic_assistants from carillon_booking;
drop index clinic_assistants_one_receptionist;
alter table clinic_assistants drop column answers_phone_number_id;

delete from flyway_booking where version = '27';
