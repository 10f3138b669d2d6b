-- Takes V23 back: psql -1 -f, as carillon_migrate. Nothing is lost; some of the runbooks' statements read the whole table.
drop index appointments_standing, appointments_deleted;

delete from flyway_booking where version = '23';
