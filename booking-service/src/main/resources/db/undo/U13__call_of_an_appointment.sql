-- Takes V13 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: on which call appointments were booked.
alter table appointments drop column call_id;

delete from flyway_booking where version = '13';
