"""The wall around sheets that are brought in: the register team alone."""

from django.db import migrations

from dsr.core.sql import TEAM, GuardedMoves, NeverDeleted, RowSecurity, by_kind

MOVES = (
    "checked>checking,checked>dropped,checked>running,checking>checked,done>running,done>undone,running>done,"
    "uploaded>checking,uploaded>dropped"
)


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial"), ("accounts", "0002_walls"), ("people", "0002_walls")]
    operations = [
        RowSecurity("imports_import", read=by_kind(staff=TEAM)),
        RowSecurity("imports_importrow", read=by_kind(staff=TEAM)),
        RowSecurity("imports_columnmap", read=by_kind(staff=TEAM)),
        NeverDeleted("imports_import", fixed=("area_id", "public_id", "sha256", "uploaded_at", "uploaded_by_id")),
        GuardedMoves("imports_import", MOVES),
    ]
