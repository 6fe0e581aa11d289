"""Loading a policy document as a new immutable version."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from dsr.audit import actions as audit
from dsr.core import clock
from dsr.policy import queries
from dsr.policy.document import Policy
from dsr.policy.models import Area, PolicyVersion


def _first_day(document: Policy, *, is_first: bool) -> date:
    """An area's first rules hold from the day they name; later ones never before today."""
    return document.effective_from if is_first else max(document.effective_from, clock.today())


@transaction.atomic
def load_policy(*, document: Policy, effective_on: date | None = None, by: str) -> PolicyVersion:
    """Store the document as the area's next version, unless the newest version already says the same.

    ``by`` names the person or the deployment that loads it.
    """
    area, _ = Area.objects.update_or_create(
        code=document.area.code, defaults={"name": document.area.name}, create_defaults=None
    )
    Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    newest = area.versions.order_by("-number").first()
    if newest and newest.sha256 == document.sha256 and effective_on in (None, newest.effective_on):
        return newest
    number = (area.versions.aggregate(top=Max("number"))["top"] or 0) + 1
    version = PolicyVersion.objects.create(
        area=area,
        number=number,
        effective_on=effective_on or _first_day(document, is_first=number == 1),
        document=document.model_dump(mode="json"),
        sha256=document.sha256,
        loaded_at=clock.now(),
        loaded_by=by,
    )
    audit.record("policy.load", by=audit.SERVICE, area_id=area.pk, targets=[f"policy:{number}"], loaded_by=by)
    transaction.on_commit(queries.forget)
    return version
