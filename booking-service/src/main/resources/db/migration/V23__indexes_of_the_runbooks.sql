-- What the runbooks' own statements are answered by where they ask for a few of many appointments (R-PERF-19).

-- "Today's active", "average booking": the day of a start hangs on the session's zone, so no index holds it; but few of
-- all appointments are still to take place, and only these are looked through. By created_at and not by start_time: the
-- statement that books must not take this for the index that keeps a patient from being in two places at once.
create index appointments_standing on appointments (created_at) where status in ('BOOKED', 'CONFIRMED');
-- "Soft deletes": hardly any, and an index of those costs the others nothing.
create index appointments_deleted on appointments (deleted_at) where deleted_at is not null;
