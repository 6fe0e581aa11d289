"""The wall around notices: whoever sees the person sees them; each organisation sees its own dismissals."""

from django.db import migrations

from dsr.core.sql import AppendOnly, NeverDeleted, RowSecurity, by_kind, sees_person

SEEN = by_kind(staff=sees_person(("summary", "plan", "full")))
OWN = (
    "organisation_id = (SELECT dsr.scope_organisation()) AND area_id = (SELECT dsr.scope_area())"
    " AND EXISTS (SELECT 1 FROM notices_notice n WHERE n.id = notice_id)"
)


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("people", "0010_own_walls")]
    operations = [
        RowSecurity("notices_notice", read=SEEN),
        NeverDeleted("notices_notice", fixed=("area_id", "kind", "falls_on", "age", "made_at", "made_by_id")),
        RowSecurity("notices_dismissal", read=by_kind(staff=OWN)),
        AppendOnly("notices_dismissal"),
    ]
