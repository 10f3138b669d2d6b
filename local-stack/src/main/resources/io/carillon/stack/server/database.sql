-- One database of the platform; ${database} is its name.
SELECT pg_advisory_lock(4712);

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;

-- Tables belong to who migrates; each migration grants its service what that needs.
ALTER SCHEMA public OWNER TO carillon_migrate;
REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO
    carillon_webhook, carillon_booking, carillon_tts, carillon_health, carillon_alerting, carillon_jobs, carillon;

SELECT pg_advisory_unlock(4712);
