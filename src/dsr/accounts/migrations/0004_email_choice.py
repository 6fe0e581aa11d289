"""Which emails about work a worker wants."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_invitation_by_command")]
    operations = [
        migrations.CreateModel(
            name="EmailChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("same_day", models.BooleanField()),
                ("new_referrals", models.BooleanField()),
                ("digest", models.BooleanField()),
                ("chosen_at", models.DateTimeField()),
                (
                    "worker",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="email_choice",
                        to="accounts.worker",
                    ),
                ),
            ],
            options={"ordering": ["worker_id"]},
        ),
    ]
