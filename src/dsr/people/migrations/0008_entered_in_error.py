"""Decisions, assessments and best-interests decisions entered in error: marked with who, when and why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dsr.core.sql import WrittenOnce


def reason() -> models.CharField:
    return models.CharField(blank=True, max_length=500)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("people", "0007_view_shown_how"),
    ]
    operations = [
        migrations.AddField("bestinterestsdecision", "entered_in_error_reason", reason()),
        migrations.AddField("capacityassessment", "entered_in_error_reason", reason()),
        migrations.AddField("decision", "entered_in_error_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "decision",
            "entered_in_error_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("decision", "entered_in_error_reason", reason()),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=models.Q(
                    entered_in_error_at__isnull=True, entered_in_error_by__isnull=True, entered_in_error_reason=""
                )
                | (
                    models.Q(
                        entered_in_error_at__isnull=False,
                        entered_in_error_by__isnull=False,
                        superseded_at__isnull=False,
                    )
                    & ~models.Q(entered_in_error_reason="")
                ),
                name="decision_error_who_when_why",
            ),
        ),
        WrittenOnce("people_decision", "entered_in_error_at"),
        WrittenOnce("people_bestinterestsdecision", "entered_in_error_at"),
        WrittenOnce("people_capacityassessment", "entered_in_error_at"),
    ]
