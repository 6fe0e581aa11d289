"""Evidence and its content."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dsr.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0010_own_walls"),
        ("policy", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=dsr.core.ids.new_public_id, max_length=16, unique=True)),
                ("referral_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("diagnosis", "A diagnosis"),
                            ("decision", "Consent or another decision"),
                            ("authority", "That somebody may decide"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("file_name", models.CharField(max_length=120)),
                (
                    "file_kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF document"),
                            ("jpeg", "JPEG photo"),
                            ("png", "PNG picture"),
                            ("docx", "Word document"),
                        ],
                        max_length=10,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField(default=0)),
                ("sent_hash", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Being checked"), ("clean", "Ready"), ("refused", "Refused")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("checked_with", models.CharField(blank=True, max_length=40)),
                ("refused_reason", models.CharField(blank=True, max_length=200)),
                ("entered_in_error_at", models.DateTimeField(blank=True, null=True)),
                ("entered_in_error_reason", models.CharField(blank=True, max_length=500)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
                (
                    "entered_in_error_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_files",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["-added_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceContent",
            fields=[
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="stored",
                        serialize=False,
                        to="evidence.evidence",
                    ),
                ),
                ("content", models.BinaryField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["person", "-added_at"], name="evidence_of_person"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["referral_id"], name="evidence_of_referral"),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["area", "added_at"], name="evidence_to_check"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("person__isnull", False), ("referral_id__isnull", False), _connector="OR"),
                name="evidence_of_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at__isnull", True), ("state", "waiting")),
                    models.Q(models.Q(("state", "waiting"), _negated=True), ("checked_at__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_checked_has_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("state", "refused")), models.Q(("refused_reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "refused"), _negated=True), ("refused_reason", "")),
                    _connector="OR",
                ),
                name="evidence_refused_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entered_in_error_at__isnull", True),
                        ("entered_in_error_by__isnull", True),
                        ("entered_in_error_reason", ""),
                    ),
                    models.Q(
                        models.Q(("entered_in_error_at__isnull", False), ("entered_in_error_by__isnull", False)),
                        models.Q(("entered_in_error_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="evidence_error_who_when_why",
            ),
        ),
    ]
