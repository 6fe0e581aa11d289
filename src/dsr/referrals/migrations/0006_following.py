"""What the maker of a referral adds to it, and the codes that let them in; each behind the wall."""

import django.db.models.deletion
from django.db import migrations, models

import dsr.core.ids
from dsr.core.sql import TEAM, AppendOnly, RowSecurity, by_kind

OF_REFERRAL = "referral_id = (SELECT dsr.scope_referral())"
OF_REQUEST = "token_hash = (SELECT dsr.scope_token()) AND area_id = (SELECT dsr.scope_area())"
BY_CODE = "(SELECT dsr.scope_token()) IN (code_hash, visit_hash) AND area_id = (SELECT dsr.scope_area())"


class Migration(migrations.Migration):
    dependencies = [
        ("policy", "0002_walls"),
        ("referrals", "0005_people_of_referrals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Addition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=dsr.core.ids.new_public_id, max_length=16, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("information", "More information"),
                            ("contact", "Other contact details"),
                            ("stop", "Asked to stop the referral"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=4000)),
                ("details", models.JSONField(default=dict)),
                ("changes_safety", models.BooleanField(default=False)),
                ("language", models.CharField(default="en", max_length=20)),
                ("reading", models.CharField(default="standard", max_length=10)),
                ("made_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="additions", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="CodeRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("reference", models.CharField(max_length=40)),
                ("contact", models.CharField(max_length=254)),
                ("language", models.CharField(default="en", max_length=20)),
                ("reading", models.CharField(default="standard", max_length=10)),
                ("asked_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="FollowCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("referral_token", models.CharField(max_length=64)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("visit_hash", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("visit_seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("used_at__isnull", True), ("visit_hash__isnull", True), ("visit_seen_at__isnull", True)
                            ),
                            models.Q(
                                ("used_at__isnull", False),
                                ("visit_hash__isnull", False),
                                ("visit_seen_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="follow_code_used_opens_a_visit",
                    )
                ],
            },
        ),
        RowSecurity("referrals_addition", read=by_kind(staff=TEAM, public=OF_REFERRAL)),
        AppendOnly("referrals_addition"),
        RowSecurity("referrals_coderequest", read=by_kind(staff="false", public=OF_REQUEST)),
        RowSecurity("referrals_followcode", read=by_kind(staff="false", public=BY_CODE)),
    ]
