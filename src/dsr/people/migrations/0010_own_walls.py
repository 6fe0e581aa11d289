"""What somebody asked for on the person's own page is read by nobody else's key; a visit can do no more than its key."""

from django.db import migrations

from dsr.core.sql import NeverDeleted, OwnRows

BY_THIS_KEY = "key_id IN (SELECT k.id FROM people_accesskey k WHERE k.token_hash = (SELECT dsr.scope_token()))"
OWN_REQUESTS = OwnRows("people_ownrequest", writes=("INSERT",))


class Migration(migrations.Migration):
    dependencies = [("people", "0009_own_page")]
    operations = [
        migrations.RunSQL(OWN_REQUESTS.reverse_sql, OWN_REQUESTS.sql),
        OwnRows("people_ownrequest", only=BY_THIS_KEY, writes=("INSERT",)),
        NeverDeleted("people_keyvisit", fixed=("key_id", "key_token", "powers", "token_hash", "began_at")),
    ]
