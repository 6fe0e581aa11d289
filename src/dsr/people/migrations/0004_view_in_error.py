"""A view recorded under the wrong person is marked as entered in error; nothing else of it ever changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dsr.core.sql import AppendOnly, NeverDeleted, WrittenOnce

NOT_APPEND_ONLY = AppendOnly("people_expressedview")
FIXED = (
    "area_id", "person_id", "kind", "organisation_id", "holder", "holder_name", "answer", "words", "wording",
    "source", "said_at", "recorded_at", "recorded_by_id",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("people", "0003_joined_and_lapsed"),
    ]
    operations = [
        migrations.AddField("expressedview", "entered_in_error_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "expressedview",
            "entered_in_error_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("expressedview", "entered_in_error_reason", models.CharField(blank=True, max_length=500)),
        migrations.AddConstraint(
            "expressedview",
            models.CheckConstraint(
                condition=models.Q(
                    entered_in_error_at__isnull=True, entered_in_error_by__isnull=True, entered_in_error_reason=""
                )
                | (
                    models.Q(entered_in_error_at__isnull=False, entered_in_error_by__isnull=False)
                    & ~models.Q(entered_in_error_reason="")
                ),
                name="view_error_who_when_why",
            ),
        ),
        migrations.RunSQL(NOT_APPEND_ONLY.reverse_sql, NOT_APPEND_ONLY.sql),
        NeverDeleted("people_expressedview", fixed=FIXED),
        WrittenOnce("people_expressedview", "entered_in_error_at"),
    ]
