-- Users for docker-compose.yml; psql reads their passwords from the environment, so none stands in a file.
\getenv lakeshift_password LAKESHIFT_DB_PASSWORD
\getenv temporal_password TEMPORAL_DB_PASSWORD

-- The one worker of this stack also migrates the schema, so it may act as its owner.
CREATE ROLE lakeshift_service LOGIN PASSWORD :'lakeshift_password' IN ROLE lakeshift_worker, lakeshift_owner;
-- What it makes then belongs to the owner, and the grants of setup.sql apply to it.
ALTER ROLE lakeshift_service IN DATABASE lakeshift SET ROLE TO lakeshift_owner;

-- Temporal's set-up makes its own two databases.
CREATE ROLE temporal LOGIN CREATEDB PASSWORD :'temporal_password';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
