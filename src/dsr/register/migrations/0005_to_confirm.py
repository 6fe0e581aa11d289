"""Entries brought from an earlier register: seen by the register team alone until the decision is confirmed."""

from django.db import migrations, models

from dsr.core.sql import by_kind, sees_person

SEES = sees_person(("summary", "plan", "full"))
TEAM = "(SELECT dsr.scope_is_team())"
BEFORE = by_kind(staff=SEES)


def seen(unless: str) -> str:
    """As at the summary level, and what is only waiting by the register team alone."""
    return by_kind(staff=f"({SEES}) AND ({unless} OR {TEAM})")


def policy(table: str, unless: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER POLICY {table}_read ON {table} USING ({seen(unless)});",
        f"ALTER POLICY {table}_read ON {table} USING ({BEFORE});",
    )


def guard(moves: str) -> str:
    return f"""
    DROP TRIGGER register_entry_state_moves ON register_entry;
    CREATE TRIGGER register_entry_state_moves BEFORE UPDATE OF state ON register_entry FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION dsr.guard_move('state', '{moves}');
    """


def opened_at_fixed(but: str = "") -> str:
    return f"""
    DROP TRIGGER register_entry_opened_at_fixed ON register_entry;
    CREATE TRIGGER register_entry_opened_at_fixed BEFORE UPDATE OF opened_at ON register_entry FOR EACH ROW
        WHEN (OLD.opened_at IS DISTINCT FROM NEW.opened_at{but}) EXECUTE FUNCTION dsr.refuse_change();
    """


COUNT = """
CREATE FUNCTION dsr.count_register(
    wanted_rating text, wanted_council text, due_before date, wanted_state text, most integer)
RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    team boolean := dsr.scope_is_team();
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN 0; END IF;
    RETURN (SELECT count(*) FROM (
        SELECT FROM register_entry e
        WHERE e.area_id = s.area AND NOT (e.state = 'closed')
          AND (e.state = 'open' OR team)
          AND (wanted_state = '' OR e.state = wanted_state)
          AND (wanted_rating = '' OR e.rating = wanted_rating)
          AND (wanted_council = ''
               OR e.council_id = (SELECT o.id FROM accounts_organisation o WHERE o.public_id = wanted_council))
          AND (due_before IS NULL OR (e.state = 'open' AND e.review_due_on < due_before))
          AND EXISTS (
              SELECT FROM people_involvement i
              WHERE i.person_id = e.person_id AND i.organisation_id = s.organisation
                AND i.level IN ('summary', 'plan', 'full')
                AND i.ended_at IS NULL AND i.began_at <= s.at AND (i.ends_at IS NULL OR i.ends_at > s.at))
        LIMIT most) seen);
END $$;
DROP FUNCTION dsr.count_register(text, text, date, integer);
"""
COUNTED_BEFORE = """
CREATE FUNCTION dsr.count_register(wanted_rating text, wanted_council text, due_before date, most integer)
RETURNS integer LANGUAGE sql STABLE
AS $$ SELECT dsr.count_register(wanted_rating, wanted_council, due_before, 'open', most) $$;
"""

NOT_CLOSED = ~models.Q(state="closed")
INDEXES = {
    "entry_worst_first": ["area", "rating_order", "review_due_on", "id"],
    "entry_by_review": ["area", "review_due_on", "id"],
    "entry_by_name": ["area", "sort_name", "id"],
}
STATES = [("to_confirm", "Decision to confirm"), ("open", "On the register"), ("closed", "Left the register")]


class Migration(migrations.Migration):
    dependencies = [("register", "0004_count"), ("people", "0010_own_walls")]

    operations = [
        migrations.AlterField(
            model_name="entry", name="state", field=models.CharField(choices=STATES, default="open", max_length=10)
        ),
        migrations.AlterField(model_name="entry", name="rating", field=models.CharField(blank=True, max_length=20)),
        migrations.AddField(
            model_name="rating",
            name="carried_over",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        *(migrations.RemoveIndex(model_name="entry", name=name) for name in INDEXES),
        *(
            migrations.AddIndex(model_name="entry", index=models.Index(fields=fields, name=name, condition=NOT_CLOSED))
            for name, fields in INDEXES.items()
        ),
        migrations.RemoveConstraint(model_name="entry", name="entry_one_open"),
        migrations.RemoveConstraint(model_name="entry", name="entry_closed_has_reason"),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=["person"], condition=NOT_CLOSED, name="entry_one_open"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=~models.Q(state="open", rating=""), name="entry_open_is_rated"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=["open", "to_confirm"], closed_at__isnull=True, closed_reason="")
                | models.Q(models.Q(state="closed", closed_at__isnull=False), ~models.Q(closed_reason="")),
                name="entry_closed_has_reason",
            ),
        ),
        migrations.RunSQL(guard("open>closed,to_confirm>closed,to_confirm>open"), guard("open>closed")),
        migrations.RunSQL(opened_at_fixed(" AND OLD.state <> 'to_confirm'"), opened_at_fixed()),
        policy("register_entry", "state <> 'to_confirm'"),
        policy("register_entrymove", "to_state <> 'to_confirm'"),
        policy("register_rating", "carried_over = '' OR entry_id IS NOT NULL"),
        migrations.RunSQL(COUNT, COUNTED_BEFORE),
    ]
