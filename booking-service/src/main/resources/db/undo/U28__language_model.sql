-- Takes V28 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: which clinics have a language model asked; theirs
-- is not asked any more.
delete from feature_switches where feature = 'language-model';
alter table feature_switches drop constraint feature_switches_feature_check;
alter table feature_switches add constraint feature_switches_feature_check
    check (feature in ('voice', 'whatsapp', 'sms', 'booking', 'calendar-sync', 'memory', 'transcription', 'receptionist'));

delete from flyway_booking where version = '28';
