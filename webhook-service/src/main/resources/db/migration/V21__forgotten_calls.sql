-- When the call log forgets whose call it was (a patient was erased), what was said on it goes in the same transaction, and what
-- Vapi sends of it later is not kept.
create function forget_what_was_said() returns trigger language plpgsql as $$
begin
    update vapi_calls set deleted = true, transferred_to = null where call_id = new.call_id;
    delete from vapi_transcripts where call_id = new.call_id;
    return null;
end
$$;
revoke execute on function forget_what_was_said from public;
create trigger vapi_call_forgotten after update of erased_at on patient_call_logs
    for each row when (old.erased_at is null and new.erased_at is not null)
    execute function forget_what_was_said();
