"""The audit log: anybody in a scope adds, only privacy officers and the area's jobs read, nobody changes."""

from django.db import migrations

from dsr.core.sql import AppendOnly, RowSecurity, by_kind

READ = by_kind(staff="(SELECT dsr.scope_has_role('privacy_officer')) AND area_id = (SELECT dsr.scope_area())")
SEAL = by_kind(staff="false")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("core", "0001_walls")]
    operations = [
        AppendOnly("audit_event"),
        AppendOnly("audit_seal"),
        RowSecurity("audit_event", read=READ, write="true"),
        RowSecurity("audit_seal", read=READ, write=SEAL),
    ]
