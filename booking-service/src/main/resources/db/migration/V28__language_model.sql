-- A feature that a clinic has only where it is switched on: a language model outside is asked what its callers mean.
alter table feature_switches drop constraint feature_switches_feature_check;
alter table feature_switches add constraint feature_switches_feature_check
    check (feature in ('voice', 'whatsapp', 'sms', 'booking', 'calendar-sync', 'memory', 'transcription', 'receptionist', 'language-model'));
