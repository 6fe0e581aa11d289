"""In which language and way of reading a message is written, and which leave by themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0004_own_page")]
    operations = [
        migrations.AddField("message", "language", models.CharField(default="en", max_length=20)),
        migrations.AddField("message", "reading", models.CharField(default="standard", max_length=10)),
        migrations.AddField("message", "is_automatic", models.BooleanField(default=False)),
        migrations.RemoveConstraint("message", "message_leaves_only_approved"),
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "cancelled"])
                | models.Q(
                    models.Q(approved_by__isnull=False) | models.Q(is_automatic=True), approved_at__isnull=False
                ),
                name="message_leaves_only_approved",
            ),
        ),
    ]
