-- Takes V8 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: which calendar is whose, its
-- credentials, and which event belongs to which appointment; what is in the calendars stays there.
drop table calendar_syncs;
drop table calendar_credentials;
drop table doctor_calendars;

delete from flyway_booking where version = '8';
