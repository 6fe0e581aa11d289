"""Messages to staff: each says what it is about, so that nobody is told the same twice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0005_language_and_automatic")]
    operations = [
        migrations.AddField("message", "told_of", models.CharField(blank=True, default="", max_length=60)),
        migrations.AddConstraint(
            "message",
            models.UniqueConstraint(
                condition=models.Q(("told_of", ""), _negated=True),
                fields=("told_of", "recipient_address"),
                name="message_once_to_each",
            ),
        ),
    ]
