-- Takes V11 back: psql -1 -f, as carillon_migrate, with no booking-service running. Lost: blocks, whose times can then be
-- booked, and whose holds were whose.
revoke update (hold_id) on slot_claims from carillon_booking;

delete from slot_claims where block_id is not null;
alter table slot_claims
    drop constraint slot_claims_taken_by_one,
    drop constraint slot_claims_held_by_hold,
    drop constraint slot_claims_block_has_date,
    drop column hold_id,
    drop column block_id,
    drop column block_date,
    add constraint slot_claims_check1 check ((state = 'TAKEN') = (appointment_id is not null));
drop table blocks;
drop table holds;

delete from flyway_booking where version = '11';
