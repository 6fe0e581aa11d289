"""Keys to the person's own page, and the wall around their own view: the key is asked for at every statement."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import dsr.core.ids
from dsr.core.sql import AppendOnly, NeverDeleted, OwnRows, RowSecurity, WrittenOnce, by_kind, sees_person

FUNCTIONS = """
CREATE FUNCTION dsr.scope_person() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
BEGIN
    IF s.kind IS DISTINCT FROM 'person' OR s.token IS NULL OR s.name IS NULL THEN RETURN NULL; END IF;
    RETURN (
        SELECT k.person_id
        FROM public.people_accesskey k JOIN public.people_person p ON p.id = k.person_id
        WHERE k.token_hash = s.token AND k.person_id = s.name::bigint AND k.area_id = s.area
          AND (k.revoked_at IS NULL OR k.revoked_at > s.at) AND (k.until IS NULL OR k.until > s.at)
          AND p.died_on IS NULL
    );
END $$;

CREATE FUNCTION dsr.looks_at_me(most integer)
RETURNS TABLE (looked_on date, role text, organisation text, times bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    s dsr.scope_fields := dsr.scope();
    me varchar := (SELECT p.public_id FROM people_person p WHERE p.id = dsr.scope_person());
BEGIN
    IF me IS NULL OR NOT dsr.scope_has_role('record') THEN RETURN; END IF;
    RETURN QUERY
        SELECT (e.at AT TIME ZONE 'Europe/London')::date, e.actor_role::text, e.organisation_id::text, count(*)
        FROM audit_event e
        WHERE e.people @> ARRAY[me] AND e.area_id = s.area AND e.kind = 'read' AND e.organisation_id <> ''
          AND NOT EXISTS (
            SELECT 1 FROM people_involvement i
            JOIN people_sharingoverride o ON o.id = i.override_id
            JOIN accounts_organisation a ON a.id = i.organisation_id
            WHERE i.person_id = dsr.scope_person() AND NOT o.person_told AND a.public_id = e.organisation_id
              AND e.at >= i.began_at AND e.at <= coalesce(i.ended_at, i.ends_at, 'infinity')
          )
        GROUP BY 1, 2, 3 ORDER BY 1 DESC, 2, 3 LIMIT most;
END $$;
"""
NO_FUNCTIONS = "DROP FUNCTION dsr.looks_at_me; DROP FUNCTION dsr.scope_person;"
BY_KEY = "token_hash = (SELECT dsr.scope_token()) AND area_id = (SELECT dsr.scope_area())"
BY_VISIT = "(SELECT dsr.scope_token()) IN (token_hash, key_token) AND area_id = (SELECT dsr.scope_area())"
FULL = sees_person(("full",))
OWN_KEY = "(SELECT dsr.scope_has_role('decides')) OR token_hash = (SELECT dsr.scope_token())"
TOLD = (
    "basis <> 'override' OR EXISTS (SELECT 1 FROM people_sharingoverride o WHERE o.id = override_id AND o.person_told)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_entered_in_error"),
        ("policy", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=dsr.core.ids.new_public_id, max_length=16, unique=True)),
                (
                    "holder",
                    models.CharField(
                        choices=[
                            ("person", "The person themselves"),
                            ("authority", "Somebody with legal authority to decide for them"),
                            ("supporter", "A supporter, with the person's agreement"),
                        ],
                        max_length=20,
                    ),
                ),
                ("holder_name", models.CharField(max_length=200)),
                (
                    "authority",
                    models.CharField(
                        choices=[
                            ("none", "No legal authority"),
                            ("parental_responsibility", "Parental responsibility"),
                            ("attorney", "Health and welfare attorney"),
                            ("deputy", "Court-appointed deputy"),
                            ("not_known", "Not known"),
                        ],
                        default="none",
                        max_length=30,
                    ),
                ),
                ("agreed_note", models.TextField(blank=True, max_length=1000)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("proof_hash", models.CharField(max_length=200)),
                ("granted_at", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("failed_tries", models.PositiveSmallIntegerField(default=0)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_reason", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.contact",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="people.person"
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-granted_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="KeyVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_token", models.CharField(max_length=64)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("powers", models.CharField(blank=True, max_length=60)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="visits", to="people.accesskey"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-began_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OwnRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=dsr.core.ids.new_public_id, max_length=16, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correct", "Correct something"),
                            ("copy", "Have a copy of everything"),
                            ("talk", "Talk with somebody"),
                            ("decision", "Change a decision"),
                        ],
                        max_length=20,
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("wants", models.CharField(blank=True, max_length=10)),
                ("words", models.TextField(blank=True, max_length=4000)),
                ("with_interpreter", models.BooleanField(default=False)),
                ("language", models.CharField(default="en", max_length=20)),
                ("reading", models.CharField(default="standard", max_length=10)),
                ("made_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policy.area"),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.accesskey"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_requests", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="accesskey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact__isnull", True), ("holder", "person")),
                    models.Q(models.Q(("holder", "person"), _negated=True), ("contact__isnull", False)),
                    _connector="OR",
                ),
                name="key_of_another_names_a_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="accesskey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("holder", "supporter"), _negated=True),
                    models.Q(("agreed_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="key_of_a_supporter_has_agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="accesskey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revoked_at__isnull", True), models.Q(("revoked_reason", ""), _negated=True), _connector="OR"
                ),
                name="key_revoked_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="accesskey",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("person", "holder", "contact"),
                name="key_one_for_each_holder",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        RowSecurity("people_accesskey", read=by_kind(staff=FULL, public=BY_KEY)),
        RowSecurity("people_keyvisit", read=by_kind(staff=FULL, public=BY_VISIT)),
        RowSecurity("people_ownrequest", read=by_kind(staff=FULL)),
        NeverDeleted("people_accesskey", fixed=("person_id", "holder", "authority", "token_hash", "until")),
        WrittenOnce("people_accesskey", "revoked_at"),
        WrittenOnce("people_keyvisit", "ended_at"),
        AppendOnly("people_ownrequest"),
        OwnRows("people_accesskey", only=OWN_KEY, writes=("UPDATE",), write_power="decides"),
        OwnRows("people_ownrequest", writes=("INSERT",)),
        OwnRows("people_person", column="id", writes=("UPDATE",), write_power="decides"),
        OwnRows("people_communicationprofile", power="record"),
        OwnRows("people_contact", power="record", only="is_professional"),
        OwnRows("people_diagnosis", power="record"),
        OwnRows("people_capacityassessment", power="decides"),
        OwnRows("people_decision", power="record", writes=("INSERT", "UPDATE"), write_power="decides"),
        OwnRows("people_sharingoverride", power="record", only="person_told"),
        OwnRows("people_involvement", power="record", only=TOLD, writes=("INSERT", "UPDATE"), write_power="decides"),
    ]
