-- On whose line an appointment was booked: who promised it on a call, or wants to confirm it to the caller, finds it by this.
alter table appointments
    add column call_id text,
    add constraint appointments_call_has_a_name check (length(call_id) between 1 and 128) not valid;

-- Most rows are of no call, and cost nothing here.
create index appointments_of_call on appointments (call_id) where call_id is not null;
