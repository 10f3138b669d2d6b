-- The roles of the design's section 6, once a server. Passwords are those of this machine's stack only.
-- One transaction at a time: two tenants may be made at the same moment.
SELECT pg_advisory_lock(4711);

DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY ['carillon_migrate', 'carillon_webhook', 'carillon_booking', 'carillon_tts',
        'carillon_health', 'carillon_alerting', 'carillon_jobs', 'carillon']
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN PASSWORD ''dev'' NOSUPERUSER NOCREATEDB NOCREATEROLE', role);
        END IF;
    END LOOP;
END
$$;

-- Outbox, sweeps and data checks work over all clinics.
ALTER ROLE carillon_jobs BYPASSRLS;
-- health-service looks at sessions and may end one on an operator's order; it reads no table.
GRANT pg_monitor, pg_signal_backend TO carillon_health;
-- The operator reads everything and runs the runbooks' queries; not a superuser.
ALTER ROLE carillon BYPASSRLS;
GRANT pg_monitor, pg_read_all_data TO carillon;

SELECT pg_advisory_unlock(4711);
