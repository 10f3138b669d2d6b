-- A transaction of its own, so that reading all claims keeps off other changes of the schema only (as V9.1).
alter table slot_claims validate constraint slot_claims_taken_by_one;
alter table slot_claims validate constraint slot_claims_held_by_hold;
alter table slot_claims validate constraint slot_claims_block_has_date;
