-- Roles of least privilege for a Lakeshift database. Run once by a superuser or by the database's owner with CREATEROLE,
-- connected to the database that is to hold the catalog. Running it again changes nothing.
--
--   lakeshift_owner   owns the schema and migrates it; nothing long-lived logs in as it
--   lakeshift_worker  reads and writes the catalog; may not change its shape
--   lakeshift_engine  what deltasql:// needs: ratify commits, read everything else
--   lakeshift_reader  dashboards and people: reads only
--
-- They are groups without a login: grant them to the users of your own directory, as logins.sql does.
-- PostgreSQL 15 took CREATE on schema public from everyone; on 14 and earlier it is taken here.

DO $$
DECLARE
    role TEXT;
BEGIN
    FOREACH role IN ARRAY ARRAY['lakeshift_owner', 'lakeshift_worker', 'lakeshift_engine', 'lakeshift_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
        END IF;
    END LOOP;
    -- Only a member may give objects to a role.
    EXECUTE format('GRANT lakeshift_owner TO %I', current_user);
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS lakeshift AUTHORIZATION lakeshift_owner;

GRANT USAGE ON SCHEMA lakeshift TO lakeshift_worker, lakeshift_engine, lakeshift_reader;

-- For every table that a migration of the schema makes, from now on.
ALTER DEFAULT PRIVILEGES FOR ROLE lakeshift_owner IN SCHEMA lakeshift
    GRANT SELECT ON TABLES TO lakeshift_worker, lakeshift_engine, lakeshift_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE lakeshift_owner IN SCHEMA lakeshift
    GRANT INSERT, UPDATE, DELETE ON TABLES TO lakeshift_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE lakeshift_owner IN SCHEMA lakeshift
    GRANT USAGE ON SEQUENCES TO lakeshift_worker;
