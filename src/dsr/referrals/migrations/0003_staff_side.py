"""Contact as its own words, who owned a referral when, and finding one by name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dsr.core.ids
from dsr.core.sql import TEAM, AppendOnly, RowSecurity, WrittenOnce, by_kind

SEARCH = """
CREATE INDEX referral_subject_words ON referrals_referral USING gin (dsr.plain(subject_name) gin_trgm_ops);

CREATE FUNCTION dsr.search_referrals(wanted text, most integer)
RETURNS TABLE (referral_id bigint, score real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_catalog, pg_temp SET pg_trgm.word_similarity_threshold = 0.45 AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    q text := dsr.plain(wanted);
BEGIN
    IF s.kind IS DISTINCT FROM 'staff' OR NOT dsr.scope_is_team() THEN RETURN; END IF;
    RETURN QUERY
        SELECT r.id, word_similarity(q, dsr.plain(r.subject_name))
        FROM referrals_referral r
        WHERE r.area_id = s.area AND q <% dsr.plain(r.subject_name)
        ORDER BY 2 DESC, r.received_at DESC, r.id
        LIMIT most;
END $$;
"""
NO_SEARCH = "DROP FUNCTION dsr.search_referrals; DROP INDEX referral_subject_words;"


class Migration(migrations.Migration):
    dependencies = [
        ("policy", "0002_walls"),
        ("referrals", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnerChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("taken", "Taken"),
                            ("given", "Given"),
                            ("covered", "Taken over while the owner is away"),
                            ("released", "Let go"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="entered_in_error_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="entered_in_error_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="public_id",
            field=models.CharField(default=dsr.core.ids.new_public_id, max_length=16, unique=True),
        ),
        migrations.AlterField(
            model_name="contactattempt",
            name="need_met",
            field=models.CharField(
                blank=True, choices=[("yes", "Yes"), ("no", "No"), ("not_known", "Not known")], max_length=10
            ),
        ),
        migrations.AlterField(
            model_name="contactattempt",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("spoke_to_person", "We and the person spoke with each other"),
                    ("spoke_for_person", "We spoke with somebody who speaks for the person"),
                    ("asked_later", "They asked us to try another time"),
                    ("no_answer", "No answer"),
                    ("left_message", "We left a message"),
                    ("message_sent", "Sent, no answer yet"),
                    ("wrong_details", "The number or address was wrong"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="contactattempt",
            name="route",
            field=models.CharField(
                choices=[
                    ("phone", "Telephone call"),
                    ("video", "Video call"),
                    ("visit", "Visit"),
                    ("text", "Text message"),
                    ("email", "Email"),
                    ("letter", "Letter"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entered_in_error_at__isnull", True),
                        ("entered_in_error_by__isnull", True),
                        ("entered_in_error_reason", ""),
                    ),
                    models.Q(
                        ("entered_in_error_at__isnull", False),
                        ("entered_in_error_by__isnull", False),
                        models.Q(("entered_in_error_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="attempt_error_who_when_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ["spoke_to_person", "spoke_for_person"]), ("two_way", True)),
                    models.Q(
                        ("two_way", False),
                        models.Q(("outcome__in", ["spoke_to_person", "spoke_for_person"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="attempt_two_way_is_its_outcome",
            ),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="area",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="from_worker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="owner_changes", to="referrals.referral"
            ),
        ),
        migrations.AddField(
            model_name="ownerchange",
            name="to_worker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        RowSecurity("referrals_ownerchange", read=by_kind(staff=TEAM)),
        AppendOnly("referrals_ownerchange"),
        WrittenOnce("referrals_contactattempt", "entered_in_error_at"),
        migrations.RunSQL(SEARCH, NO_SEARCH),
    ]
