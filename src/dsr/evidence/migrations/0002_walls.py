"""The wall around evidence: the register team's before a match, then whoever sees the person in full."""

from django.db import migrations

from dsr.core.sql import TEAM, GuardedMoves, NeverDeleted, RowSecurity, WrittenOnce, by_kind, sees_person

SEEN = by_kind(
    staff=f"(person_id IS NULL AND {TEAM}) OR (person_id IS NOT NULL AND {sees_person(('full',))})",
)
#: The rows of the file itself are seen through the wall above.
OPENED = by_kind(
    staff="EXISTS (SELECT 1 FROM evidence_evidence e WHERE e.id = evidence_id AND e.state = 'clean'"
    " AND e.entered_in_error_at IS NULL)"
)
STORED = by_kind(staff="EXISTS (SELECT 1 FROM evidence_evidence e WHERE e.id = evidence_id AND e.state = 'waiting')")

CONTENT = """
ALTER TABLE evidence_evidencecontent ADD CONSTRAINT evidence_content_size
    CHECK (octet_length(content) BETWEEN 1 AND 10485760);

CREATE FUNCTION dsr.evidence_content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM evidence_evidence e WHERE e.id = OLD.evidence_id AND e.state = 'refused') THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Evidence is kept as it came: mark it as entered in error instead.'
        USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER evidence_content_deleted BEFORE DELETE ON evidence_evidencecontent
    FOR EACH ROW EXECUTE FUNCTION dsr.evidence_content_stays();
CREATE TRIGGER evidence_content_changed BEFORE UPDATE ON evidence_evidencecontent
    FOR EACH ROW EXECUTE FUNCTION dsr.refuse_change();
CREATE TRIGGER evidence_content_emptied BEFORE TRUNCATE ON evidence_evidencecontent
    FOR EACH STATEMENT EXECUTE FUNCTION dsr.refuse_change();
"""
NO_CONTENT = """
DROP TRIGGER evidence_content_emptied ON evidence_evidencecontent;
DROP TRIGGER evidence_content_changed ON evidence_evidencecontent;
DROP TRIGGER evidence_content_deleted ON evidence_evidencecontent;
DROP FUNCTION dsr.evidence_content_stays;
ALTER TABLE evidence_evidencecontent DROP CONSTRAINT evidence_content_size;
"""
KEY = """
ALTER TABLE evidence_evidence ADD CONSTRAINT evidence_evidence_referral FOREIGN KEY (referral_id)
    REFERENCES referrals_referral (id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("people", "0002_walls"), ("referrals", "0002_walls")]
    operations = [
        migrations.RunSQL(KEY, "ALTER TABLE evidence_evidence DROP CONSTRAINT evidence_evidence_referral;"),
        RowSecurity("evidence_evidence", read=SEEN),
        RowSecurity("evidence_evidencecontent", read=OPENED, write=STORED),
        migrations.RunSQL(CONTENT, NO_CONTENT),
        NeverDeleted(
            "evidence_evidence",
            fixed=(
                *("area_id", "public_id", "referral_id", "about", "title", "file_name", "file_kind", "size", "pages"),
                *("sent_hash", "added_at", "added_by_id"),
            ),
        ),
        WrittenOnce("evidence_evidence", "checked_at", "entered_in_error_at"),
        GuardedMoves("evidence_evidence", "waiting>clean,waiting>refused"),
    ]
