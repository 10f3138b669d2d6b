-- Takes V4 back: psql -1 -f, as carillon_migrate, with no webhook-service running. Lost: which errors Twilio told of; its console
-- has them.
drop table twilio_errors;

delete from flyway_webhook where version = '4';
