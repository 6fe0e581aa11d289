"""The schema of the wall: the signing key, the scope functions and the refusing triggers."""

from django.db import migrations

FORWARD = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE SCHEMA dsr;

CREATE TABLE dsr.scope_key (
    id smallint PRIMARY KEY,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL,
    lifetime interval NOT NULL
);
REVOKE ALL ON dsr.scope_key FROM PUBLIC;

CREATE TYPE dsr.scope_fields AS (
    kind text, area bigint, organisation bigint, worker bigint, roles text[], token text, name text, at timestamptz
);

CREATE FUNCTION dsr.scope() RETURNS dsr.scope_fields
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    ticket text := current_setting('dsr.scope', true);
    parts text[];
    payload text;
    result dsr.scope_fields;
BEGIN
    IF ticket IS NULL OR ticket = '' THEN RETURN NULL; END IF;
    parts := string_to_array(ticket, '|');
    IF array_length(parts, 1) <> 10 THEN RETURN NULL; END IF;
    IF parts[8] <> pg_backend_pid()::text THEN RETURN NULL; END IF;
    payload := left(ticket, length(ticket) - length(parts[10]) - 1);
    PERFORM 1 FROM dsr.scope_key k
        WHERE encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(payload, 'UTF8'))), 'hex') = parts[10]
          AND abs(extract(epoch FROM clock_timestamp()) - parts[9]::float8) < extract(epoch FROM k.lifetime);
    IF NOT FOUND THEN RETURN NULL; END IF;
    result.kind := parts[1];
    result.area := nullif(parts[2], '')::bigint;
    result.organisation := nullif(parts[3], '')::bigint;
    result.worker := nullif(parts[4], '')::bigint;
    result.roles := string_to_array(parts[5], ',');
    result.token := nullif(parts[6], '');
    result.name := nullif(parts[7], '');
    result.at := to_timestamp(parts[9]::float8);
    RETURN result;
END $$;

CREATE FUNCTION dsr.scope_kind() RETURNS text LANGUAGE sql STABLE AS 'SELECT (dsr.scope()).kind';
CREATE FUNCTION dsr.scope_area() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT (dsr.scope()).area';
CREATE FUNCTION dsr.scope_organisation() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT (dsr.scope()).organisation';
CREATE FUNCTION dsr.scope_worker() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT (dsr.scope()).worker';
CREATE FUNCTION dsr.scope_token() RETURNS text LANGUAGE sql STABLE AS 'SELECT (dsr.scope()).token';
CREATE FUNCTION dsr.scope_at() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT (dsr.scope()).at';
CREATE FUNCTION dsr.scope_has_role(role text) RETURNS boolean LANGUAGE sql STABLE
    AS 'SELECT coalesce(role = ANY ((dsr.scope()).roles), false)';

CREATE FUNCTION dsr.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'This part of % is kept as it was written: add a correction instead.', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION dsr.guard_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := to_jsonb(OLD) ->> TG_ARGV[0];
    now_ text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
    IF NOT (was || '>' || now_) = ANY (string_to_array(TG_ARGV[1], ',')) THEN
        RAISE EXCEPTION '% cannot move from % to %.', TG_TABLE_NAME, was, now_ USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION dsr.plain(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, coalesce(value, ''))) $$;

CREATE TABLE core_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX core_cache_expires ON core_cache (expires);

GRANT USAGE ON SCHEMA dsr TO PUBLIC;
"""

BACKWARD = """
DROP TABLE core_cache;
DROP SCHEMA dsr CASCADE;
"""


class Migration(migrations.Migration):
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
