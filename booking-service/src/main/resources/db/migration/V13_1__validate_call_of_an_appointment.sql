-- A transaction of its own, so that reading all appointments keeps off other changes of the schema only (as V9.1).
alter table appointments validate constraint appointments_call_has_a_name;
