"""What a look at an involvement costs, so that the planner asks about few rows by an index instead of all of them."""

from django.db import migrations

FUNCTION = "ALTER FUNCTION dsr.sees_person(bigint, bigint, timestamptz, text[])"


class Migration(migrations.Migration):
    dependencies = [("people", "0005_search_words")]
    operations = [migrations.RunSQL(f"{FUNCTION} COST 1000", f"{FUNCTION} COST 100")]
