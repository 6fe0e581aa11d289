"""Organisations follow the policy in force."""

from __future__ import annotations

from django.db import transaction

from dsr.accounts.models import Organisation
from dsr.core import ids
from dsr.policy.document import Policy
from dsr.policy.models import Area


@transaction.atomic
def sync_organisations(*, area: Area, document: Policy) -> None:
    """Make or rename the organisations the policy names; those it drops become inactive, never removed."""
    codes = {organisation.code for organisation in document.organisations}
    Organisation.objects.filter(area=area).exclude(code__in=codes).update(is_active=False)
    for organisation in document.organisations:
        Organisation.objects.update_or_create(
            area=area,
            code=organisation.code,
            defaults={
                "ods_code": organisation.ods_code or "",
                "name": organisation.name,
                "short_name": organisation.short_name,
                "kind": organisation.kind,
                "is_active": True,
            },
            create_defaults={
                "public_id": ids.new_public_id(),
                "ods_code": organisation.ods_code or "",
                "name": organisation.name,
                "short_name": organisation.short_name,
                "kind": organisation.kind,
            },
        )
