"""The wall around the register."""

from django.db import migrations

from dsr.core.sql import (
    AppendOnly,
    GuardedMoves,
    NeverDeleted,
    RowSecurity,
    WrittenOnce,
    by_kind,
    sees_person,
)

SUMMARY = by_kind(staff=sees_person(("summary", "plan", "full")))
PLAN = by_kind(staff=sees_person(("plan", "full")))
FULL = by_kind(staff=sees_person(("full",)))


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial"), ("people", "0002_walls")]
    operations = [
        RowSecurity("register_entry", read=SUMMARY, write=FULL),
        RowSecurity("register_entrymove", read=SUMMARY, write=FULL),
        RowSecurity("register_rating", read=SUMMARY, write=FULL),
        RowSecurity("register_supportneed", read=PLAN, write=FULL),
        RowSecurity("register_assessment", read=FULL),
        RowSecurity("register_assessmentsection", read=FULL),
        AppendOnly("register_entrymove"),
        AppendOnly("register_assessmentsection"),
        AppendOnly("register_tooldefinition"),
        AppendOnly("register_supportneed"),
        NeverDeleted("register_entry", fixed=("area_id", "person_id", "opened_at")),
        GuardedMoves("register_entry", "open>closed"),
        NeverDeleted(
            "register_rating",
            fixed=("person_id", "rating", "suggested", "rationale", "override_reason", "decided_at"),
        ),
        WrittenOnce("register_rating", "entry_id", "took_effect_at", "review_due_on"),
        NeverDeleted("register_assessment", fixed=("person_id", "definition_id")),
        WrittenOnce("register_assessment", "completed_at", "abandoned_at"),
    ]
