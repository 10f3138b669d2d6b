-- What the other services are to be told: written in the transaction that makes it true, deleted when Kafka has it.
-- Order of id is order of sending; for one doctor that is the order of commits, since writers of a doctor take turns.
-- json, not jsonb: Kafka gets the very bytes that were encoded.
create table outbox (
    id         bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    headers    json        not null,
    data       json        not null,
    created_at timestamptz not null default now()
);

grant select, insert, delete on outbox to carillon_booking;
