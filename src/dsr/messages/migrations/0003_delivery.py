"""How a message leaves, is tried again, or is stopped; once approved its words stay."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from dsr.core.sql import WrittenOnce

WORDS_STAY = """
CREATE TRIGGER outbox_message_words_stay BEFORE UPDATE ON outbox_message FOR EACH ROW
    WHEN (OLD.state NOT IN ('draft', 'failed')
        AND (OLD.body, OLD.subject, OLD.recipient_name, OLD.recipient_address)
            IS DISTINCT FROM (NEW.body, NEW.subject, NEW.recipient_name, NEW.recipient_address))
    EXECUTE FUNCTION dsr.refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_walls"),
        ("people", "0003_joined_and_lapsed"),
        ("policy", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="cancelled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="cancelled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="cancelled_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="message",
            name="next_try_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="sent_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["area", "-created_at", "-id"], name="message_by_day"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "queued")), fields=["area", "next_try_at"], name="message_to_try"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["referral_id"], name="message_referral"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "cancelled"]),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="message_leaves_only_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="message_sent_has_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                        models.Q(("cancelled_reason", ""), _negated=True),
                    ),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancelled_at__isnull", True)),
                    _connector="OR",
                ),
                name="message_cancelled_has_reason",
            ),
        ),
        migrations.RunSQL(WORDS_STAY, "DROP TRIGGER outbox_message_words_stay ON outbox_message;"),
        WrittenOnce("outbox_message", "sent_at", "cancelled_at"),
    ]
