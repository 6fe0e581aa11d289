"""Counting what is due, or to confirm, by an index: one plan for every filter read the whole register."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations, models

BEFORE = import_module("dsr.register.migrations.0005_to_confirm").COUNT.partition("DROP FUNCTION")[0]
HEAD = BEFORE.partition("    RETURN (SELECT count(*)")[0]
COUNTED = """
        RETURN (SELECT count(*) FROM (
            SELECT FROM register_entry e
            WHERE e.area_id = s.area AND {narrowed}
              AND (wanted_state = '' OR e.state = wanted_state)
              AND (wanted_rating = '' OR e.rating = wanted_rating)
              AND (wanted_council = ''
                   OR e.council_id = (SELECT o.id FROM accounts_organisation o WHERE o.public_id = wanted_council))
              AND EXISTS (
                  SELECT FROM people_involvement i
                  WHERE i.person_id = e.person_id AND i.organisation_id = s.organisation
                    AND i.level IN ('summary', 'plan', 'full')
                    AND i.ended_at IS NULL AND i.began_at <= s.at AND (i.ends_at IS NULL OR i.ends_at > s.at))
            LIMIT most) seen);
"""
BODY = f"""
    IF wanted_state = 'to_confirm' THEN
        IF NOT team OR due_before IS NOT NULL THEN RETURN 0; END IF;
{COUNTED.format(narrowed="e.state = 'to_confirm'")}
    ELSIF due_before IS NOT NULL THEN
{COUNTED.format(narrowed="NOT (e.state = 'closed') AND e.state = 'open' AND e.review_due_on < due_before")}
    END IF;
{COUNTED.format(narrowed="NOT (e.state = 'closed') AND (e.state = 'open' OR team)")}
END $$;
"""


def replaced(function: str) -> str:
    return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("register", "0005_to_confirm")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["area"], name="entry_to_confirm", condition=models.Q(state="to_confirm")),
        ),
        migrations.RunSQL(replaced(HEAD + BODY), replaced(BEFORE)),
    ]
