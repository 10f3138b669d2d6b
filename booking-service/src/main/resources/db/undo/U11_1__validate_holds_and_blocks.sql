-- Takes V11.1 back: psql -1 -f, as carillon_migrate. Nothing is lost: the constraints bind new rows without having looked at
-- the old ones, as V11 left them.
alter table slot_claims
    drop constraint slot_claims_taken_by_one,
    drop constraint slot_claims_held_by_hold,
    drop constraint slot_claims_block_has_date,
    add constraint slot_claims_taken_by_one
        check ((state = 'TAKEN') = (num_nonnulls(appointment_id, block_id) = 1)) not valid,
    add constraint slot_claims_held_by_hold check (hold_id is null or state = 'HELD') not valid,
    add constraint slot_claims_block_has_date check ((block_id is null) = (block_date is null)) not valid;

delete from flyway_booking where version = '11.1';
