"""Who a referral is about, for the read log: who discusses a referral does not see the person's record."""

from django.db import migrations

PEOPLE = """
CREATE FUNCTION dsr.people_of_referrals(wanted bigint[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.public_id::text
    FROM public.referrals_referral r JOIN public.people_person p ON p.id = r.person_id, dsr.scope() s
    WHERE r.id = ANY (wanted) AND s.kind = 'staff' AND r.area_id = s.area
      AND (dsr.scope_is_team() OR dsr.sees_referral(r.id, s.organisation, s.at))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_equality_answers")]
    operations = [migrations.RunSQL(PEOPLE, "DROP FUNCTION dsr.people_of_referrals;")]
