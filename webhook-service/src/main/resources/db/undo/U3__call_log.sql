-- Takes V3 back: psql -1 -f, as carillon_migrate, with no webhook-service running. Lost: the call log, which Kafka can bring again
-- for a week at most.
drop table call_erasures;
drop table call_appointments;
drop table call_promises;
drop table patient_call_logs;

delete from flyway_webhook where version = '3';
