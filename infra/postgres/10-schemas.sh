#!/usr/bin/env bash
# Gives each service that keeps data a role and a schema of its own in the database popauth. Runs once,
# while PostgreSQL's image prepares an empty volume. The passwords are those of the services' secrets.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set decision `sed -n 's/^quarkus\.datasource\.decision\.password=//p' /run/secrets/decision-database.properties`
\set report `sed -n 's/^quarkus\.datasource\.report\.password=//p' /run/secrets/report-database.properties`
create role popauth_decision login password :'decision';
create role popauth_report login password :'report';
create schema decision authorization popauth_decision;
create schema report authorization popauth_report;
revoke all on database popauth from public;
grant connect on database popauth to popauth_decision, popauth_report;
SQL
