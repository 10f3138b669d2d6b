-- Takes V1 back: psql -1 -f, as carillon_migrate, with no webhook-service running. Lost: events that Kafka has not got yet. What carillon and carillon_jobs may see by
-- default stays, because booking-service's tables stand on it too.
drop table webhook_outbox;
drop procedure isolate_calls_by_clinic;
revoke usage on schema public from carillon_webhook;

delete from flyway_webhook where version = '1';
