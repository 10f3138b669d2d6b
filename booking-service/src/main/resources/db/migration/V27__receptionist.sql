-- Which assistant takes a clinic's calls (R-EXT-07). Said on the assistant's own row: so it is one of the clinic's, named together with
-- the number, and gone when the assistant is.
alter table clinic_assistants
    -- The id under which Vapi knows the number that is called; null for an assistant that takes no calls.
    add column answers_phone_number_id text check (answers_phone_number_id ~ '^[\x21-\x7e]{1,128}$');
create unique index clinic_assistants_one_receptionist on clinic_assistants (org_id)
    where answers_phone_number_id is not null;

grant update (answers_phone_number_id) on clinic_assistants to carillon_booking;

-- The switch by which the phone menu takes the calls for a while.
alter table feature_switches drop constraint feature_switches_feature_check;
alter table feature_switches add constraint feature_switches_feature_check
    check (feature in ('voice', 'whatsapp', 'sms', 'booking', 'calendar-sync', 'memory', 'transcription', 'receptionist'));
