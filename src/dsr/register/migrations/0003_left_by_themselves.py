"""Somebody leaves the register by their own hand, on their own page: no worker stands beside it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dsr.core.sql import OwnRows


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_own_page"),
        ("register", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="entrymove",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        OwnRows("register_entry", writes=("UPDATE",), write_power="decides"),
        OwnRows("register_entrymove", power="decides", writes=("INSERT",)),
        OwnRows("register_rating", power="record"),
        OwnRows("register_supportneed", power="record"),
    ]
