"""In which language and format the words stood that somebody's view answers; both fixed like the view itself."""

from django.db import migrations, models

from dsr.core.sql import NeverDeleted

BEFORE = (
    "area_id", "person_id", "kind", "organisation_id", "holder", "holder_name", "answer", "words", "wording",
    "source", "said_at", "recorded_at", "recorded_by_id",
)  # fmt: skip
NARROWER = NeverDeleted("people_expressedview", fixed=BEFORE)


class Migration(migrations.Migration):
    dependencies = [("people", "0006_price_of_sight")]
    operations = [
        migrations.AddField("expressedview", "language", models.CharField(default="en", max_length=20)),
        migrations.AddField("expressedview", "format", models.CharField(blank=True, default="", max_length=40)),
        migrations.RunSQL(NARROWER.reverse_sql, NARROWER.sql),
        NeverDeleted("people_expressedview", fixed=(*BEFORE, "language", "format")),
    ]
