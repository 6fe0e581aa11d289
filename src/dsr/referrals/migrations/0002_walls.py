"""The wall around referrals: the register team's, the secret link's, and for a time the discussion's."""

from django.db import migrations

from dsr.core.sql import (
    TEAM,
    AppendOnly,
    GuardedMoves,
    NeverDeleted,
    RowSecurity,
    WrittenOnce,
    by_kind,
    sees_person,
)

MOVES = (
    "contacted>accepted,contacted>not_accepted,contacted>set_aside,contacted>withdrawn,"
    "in_contact>contacted,in_contact>not_accepted,in_contact>set_aside,in_contact>unable_to_contact,"
    "in_contact>withdrawn,received>contacted,received>in_contact,received>not_accepted,received>set_aside,"
    "received>withdrawn,set_aside>contacted,set_aside>in_contact,set_aside>received,set_aside>withdrawn,"
    "unable_to_contact>contacted,unable_to_contact>not_accepted,unable_to_contact>withdrawn"
)
BY_LINK = "token_hash = (SELECT dsr.scope_token()) AND area_id = (SELECT dsr.scope_area())"
OF_REFERRAL = "referral_id = (SELECT dsr.scope_referral())"
DISCUSSION = (
    "area_id = (SELECT dsr.scope_area())"
    " AND dsr.sees_referral(id, (SELECT dsr.scope_organisation()), (SELECT dsr.scope_at()))"
)
DRAFT = by_kind(staff="worker_id = (SELECT dsr.scope_worker()) AND area_id = (SELECT dsr.scope_area())", public=BY_LINK)
READ = by_kind(
    staff=f"({TEAM}) OR ({DISCUSSION}) OR (person_id IS NOT NULL AND {sees_person(('full',))})", public=BY_LINK
)
WRITE = by_kind(staff=TEAM, public=BY_LINK)

KEYS = """
ALTER TABLE tasks_task ADD CONSTRAINT tasks_task_referral FOREIGN KEY (referral_id)
    REFERENCES referrals_referral (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE people_involvement ADD CONSTRAINT people_involvement_referral FOREIGN KEY (referral_id)
    REFERENCES referrals_referral (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE outbox_message ADD CONSTRAINT outbox_message_referral FOREIGN KEY (referral_id)
    REFERENCES referrals_referral (id) DEFERRABLE INITIALLY DEFERRED;
"""
NO_KEYS = """
ALTER TABLE tasks_task DROP CONSTRAINT tasks_task_referral;
ALTER TABLE people_involvement DROP CONSTRAINT people_involvement_referral;
ALTER TABLE outbox_message DROP CONSTRAINT outbox_message_referral;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
        ("tasks", "0002_walls"),
        ("outbox", "0002_walls"),
        ("register", "0002_walls"),
    ]
    operations = [
        migrations.RunSQL(KEYS, NO_KEYS),
        RowSecurity("referrals_draft", read=DRAFT),
        RowSecurity("referrals_referral", read=READ, write=WRITE),
        RowSecurity("referrals_referralmove", read=by_kind(staff=TEAM, public=OF_REFERRAL)),
        RowSecurity("referrals_contactattempt", read=by_kind(staff=TEAM)),
        RowSecurity("referrals_referralmatch", read=by_kind(staff=TEAM)),
        AppendOnly("referrals_referralmove"),
        AppendOnly("referrals_referralmatch"),
        NeverDeleted("referrals_contactattempt", fixed=("made_at", "route", "outcome", "two_way", "note")),
        NeverDeleted(
            "referrals_referral",
            fixed=("area_id", "reference", "answers", "received_at", "contact_due_at", "token_hash", "route"),
        ),
        WrittenOnce("referrals_referral", "contacted_at"),
        GuardedMoves("referrals_referral", MOVES),
    ]
