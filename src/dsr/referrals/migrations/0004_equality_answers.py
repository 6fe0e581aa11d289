"""Optional equality answers: written by the secret link, read by the area's jobs, by no worker."""

import django.db.models.deletion
from django.db import migrations, models

from dsr.core.sql import RowSecurity, by_kind

OF_REFERRAL = "referral_id = (SELECT dsr.scope_referral())"


class Migration(migrations.Migration):
    dependencies = [
        ("policy", "0002_walls"),
        ("referrals", "0003_staff_side"),
    ]

    operations = [
        migrations.CreateModel(
            name="EqualityAnswers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sex", models.CharField(blank=True, max_length=20)),
                ("ethnic_group", models.CharField(blank=True, max_length=20)),
                ("ethnic_background", models.CharField(blank=True, max_length=30)),
                ("ethnic_background_other", models.CharField(blank=True, max_length=100)),
                ("answered_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "equality answers",
                "ordering": ["pk"],
            },
        ),
        RowSecurity("referrals_equalityanswers", read=by_kind(staff="false", public=OF_REFERRAL)),
    ]
