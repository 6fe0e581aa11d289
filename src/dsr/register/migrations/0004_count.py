"""Counting the register: one function that asks the involvement itself, once for each row instead of through two walls."""

from __future__ import annotations

from django.db import migrations

COUNT = """
CREATE FUNCTION dsr.count_register(wanted_rating text, wanted_council text, due_before date, most integer)
RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' THEN RETURN 0; END IF;
    RETURN (SELECT count(*) FROM (
        SELECT FROM register_entry e
        WHERE e.area_id = s.area AND e.state = 'open'
          AND (wanted_rating = '' OR e.rating = wanted_rating)
          AND (wanted_council = ''
               OR e.council_id = (SELECT o.id FROM accounts_organisation o WHERE o.public_id = wanted_council))
          AND (due_before IS NULL OR e.review_due_on < due_before)
          AND EXISTS (
              SELECT FROM people_involvement i
              WHERE i.person_id = e.person_id AND i.organisation_id = s.organisation
                AND i.level IN ('summary', 'plan', 'full')
                AND i.ended_at IS NULL AND i.began_at <= s.at AND (i.ends_at IS NULL OR i.ends_at > s.at))
        LIMIT most) seen);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0003_left_by_themselves"),
        ("people", "0006_price_of_sight"),
        ("accounts", "0001_initial"),
    ]

    operations = [migrations.RunSQL(COUNT, reverse_sql="DROP FUNCTION dsr.count_register(text, text, date, integer);")]
