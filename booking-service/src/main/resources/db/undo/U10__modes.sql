-- Takes V10 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: the mode, switched features,
-- the dashboards' figures (which are recounted).
drop index appointments_by_completion;
drop table totals_zone;
drop table totals_due;
drop table booking_durations;
drop table booking_totals;
drop table appointment_totals;
drop table feature_switches;
drop table platform_mode;

delete from flyway_booking where version = '10';
