"""Which rules hold: the version in force on a day, read once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import QuerySet

from dsr.core import clock
from dsr.policy.document import Policy
from dsr.policy.models import Area, PolicyVersion


class NoPolicy(LookupError):
    """No policy of the area is in force on the day."""


@dataclass(frozen=True)
class InForce:
    """A policy with the id of the version to store beside each decision."""

    version_id: int
    policy: Policy


def public_area() -> Area:
    """The area whose public pages this deployment serves."""
    return _area(settings.AREA_CODE)


@lru_cache(maxsize=16)
def _area(code: str) -> Area:
    return Area.objects.get(code=code)


@lru_cache(maxsize=64)
def _parsed(version_id: int) -> Policy:
    return Policy.model_validate(PolicyVersion.objects.get(pk=version_id).document)


@lru_cache(maxsize=256)
def _version_id(area_id: int, on: date, _epoch: int) -> int:
    version = (
        PolicyVersion.objects.filter(area_id=area_id, effective_on__lte=on)
        .order_by("-effective_on", "-number")
        .values_list("pk", flat=True)
        .first()
    )
    if version is None:
        raise NoPolicy(f"No policy of area {area_id} is in force on {on}. Load one with ./dsr migrate.")
    return version


def in_force(area_id: int, on: date | None = None) -> InForce:
    """The policy of an area on a London day (today by default). A newly loaded version holds within a minute.

    Raises NoPolicy.
    """
    now = clock.now()
    version_id = _version_id(area_id, on or clock.today(), int(now.timestamp() // 60))
    return InForce(version_id, _parsed(version_id))


def version_in_force(area_id: int) -> PolicyVersion:
    """The version itself, with its number, first day and fingerprint. Raises NoPolicy."""
    return PolicyVersion.objects.get(pk=in_force(area_id).version_id)


def versions_to_come(area_id: int) -> QuerySet[PolicyVersion]:
    """Those that are loaded already and hold from a later day."""
    return PolicyVersion.objects.filter(area_id=area_id, effective_on__gt=clock.today()).order_by("effective_on", "pk")


def current(area_id: int, on: date | None = None) -> Policy:
    """The policy document in force. Raises NoPolicy."""
    return in_force(area_id, on).policy


def of_version(version_id: int) -> Policy:
    """The policy document a decision was made under."""
    return _parsed(version_id)


def forget() -> None:
    """Drop what this process remembers (after loading a new version, and between tests)."""
    _area.cache_clear()
    _parsed.cache_clear()
    _version_id.cache_clear()
