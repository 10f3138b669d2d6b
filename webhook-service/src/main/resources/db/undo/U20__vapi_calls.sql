-- Takes V20 back: psql -1 -f, as carillon_migrate, with no webhook-service running. Lost: what is known of Vapi's calls.
drop table vapi_transcripts;
drop table vapi_call_events;
drop table vapi_calls;

delete from flyway_webhook where version = '20';
