-- A transaction of its own: VALIDATE reads the whole table under a lock that keeps off other changes of the schema only,
-- which it would not be in the transaction that added the constraint. Where an older row is longer than a day the
-- constraint stays as it is, and binds new rows: a start must not fail for what a repair can mend later. Then, by hand:
-- alter table appointments validate constraint appointments_within_a_day.
do $$
begin
    if not exists (select from appointments where end_time - start_time > interval '24 hours') then
        alter table appointments validate constraint appointments_within_a_day;
    end if;
end
$$;
