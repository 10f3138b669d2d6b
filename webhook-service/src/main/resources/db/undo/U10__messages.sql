-- Takes V10 back: psql -1 -f, as carillon_migrate, with no webhook-service running. Lost: messages that were not sent yet,
-- how far the others are, and who said STOP (Twilio heeds them by itself where its default handling is on).
drop table sms_outbox;
drop table message_consents;
drop table sms_forgotten;
drop table sms_accounts;

delete from flyway_webhook where version = '10';
