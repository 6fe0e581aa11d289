"""Whether the scope is the area's register team."""

from django.db import migrations

from dsr.core.sql import NeverDeleted

FORWARD = """
CREATE FUNCTION dsr.scope_is_team() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.accounts_organisation o, dsr.scope() s
        WHERE s.kind = 'staff' AND o.id = s.organisation AND o.area_id = s.area
          AND o.kind = 'register_team' AND o.is_active
    )
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("core", "0001_walls")]
    operations = [
        migrations.RunSQL(FORWARD, "DROP FUNCTION dsr.scope_is_team();"),
        NeverDeleted("accounts_organisation"),
        NeverDeleted("accounts_rolegrant", fixed=("worker_id", "organisation_id", "role", "starts_on")),
    ]
