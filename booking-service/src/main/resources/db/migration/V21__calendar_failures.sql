-- Under which request Google fell behind: a calendar entry that is given up is found by the same id as the booking's log
-- lines (R-BOOK-03).
alter table calendar_syncs add column request_id text;
