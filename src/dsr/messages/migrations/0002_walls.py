"""The wall around messages: the register team's and the delivery job's."""

from django.db import migrations

from dsr.core.sql import TEAM, GuardedMoves, NeverDeleted, RowSecurity, by_kind

MOVES = "draft>cancelled,draft>queued,failed>cancelled,failed>queued,queued>cancelled,queued>failed,queued>sent"


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial"), ("tasks", "0002_walls")]
    operations = [
        RowSecurity(
            "outbox_message",
            read=by_kind(staff=TEAM, public="referral_id = (SELECT dsr.scope_referral())"),
        ),
        NeverDeleted("outbox_message", fixed=("area_id", "kind", "channel")),
        GuardedMoves("outbox_message", MOVES),
    ]
