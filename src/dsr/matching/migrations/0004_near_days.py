"""Names alone are reason enough to compare only where the days of birth may be one; one person is found by index."""

from django.db import migrations

from dsr.matching.blocking import FUNCTIONS, INDEXES, NO_INDEXES


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_names_that_went")]
    operations = [
        migrations.RunSQL(INDEXES, NO_INDEXES),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
