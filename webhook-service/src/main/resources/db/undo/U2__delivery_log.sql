-- Takes V2 back: psql -1 -f, as carillon_migrate, with no webhook-service running. Lost: which callbacks were dealt with, so that
-- those still on Kafka are dealt with again when it is made anew; failed jobs and dead letters.
drop table webhook_delivery_totals;
drop table webhook_delivery_log;

delete from flyway_webhook where version = '2';
