"""Exports: seen by the worker who asked, in the organisation they asked for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dsr.core.ids
from dsr.core.sql import RowSecurity, by_kind

OWN = by_kind(
    staff="worker_id = (SELECT dsr.scope_worker()) AND organisation_id = (SELECT dsr.scope_organisation())"
    " AND area_id = (SELECT dsr.scope_area())"
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_invitation_by_command"),
        ("policy", "0002_walls"),
        ("reporting", "0001_privacy_officer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=dsr.core.ids.new_public_id, max_length=16, unique=True)),
                (
                    "what",
                    models.CharField(
                        choices=[("register", "The register"), ("tasks", "Tasks"), ("person", "One person")],
                        max_length=10,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("xlsx", "Excel"), ("csv", "CSV"), ("print", "A page to print")], max_length=10
                    ),
                ),
                ("terms", models.JSONField()),
                ("why", models.CharField(max_length=300)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation"
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("why", ""), _negated=True), name="export_says_why"),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="export_expires_after_it_is_made",
                    ),
                ],
            },
        ),
        RowSecurity("reporting_export", read=OWN),
    ]
