"""Evidence as seen from where somebody stands."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.http import Http404

from dsr.accounts.actor import Actor
from dsr.evidence import rules
from dsr.evidence.models import About, Evidence, EvidenceContent
from dsr.evidence.states import EvidenceState
from dsr.people import queries as people
from dsr.people.models import Level, Person

#: On a person's page about decisions stands what shows decisions, and who may take them.
OF_DECISIONS = (About.DECISION, About.AUTHORITY)


def visible_to(actor: Actor) -> QuerySet[Evidence]:
    """Of people the actor's organisation sees in full; the register team's, while no person is matched.

    The database repeats the same rule.
    """
    full = people.open_involvements().filter(organisation=actor.organisation, level=Level.FULL)
    seen = Q(person_id__in=full.values("person_id"))
    if actor.is_team:
        seen |= Q(person__isnull=True)
    return Evidence.objects.filter(seen, area_id=actor.area_id)


def get_visible(actor: Actor, public_id: str) -> Evidence:
    """One file's entry. Raises Http404."""
    found = visible_to(actor).select_related("person", "added_by", "entered_in_error_by").filter(public_id=public_id)
    evidence = found.first()
    if evidence is None:
        raise Http404
    return evidence


def of_person(person: Person, about: Collection[str] = ()) -> QuerySet[Evidence]:
    """What lies on a person's record, newest first; narrowed to what it is about."""
    chosen = Evidence.objects.filter(person=person)
    return _listed(chosen.filter(about__in=about) if about else chosen)


def of_referral(referral_id: int) -> QuerySet[Evidence]:
    """What came with a referral or was added to it, newest first."""
    return _listed(Evidence.objects.filter(referral_id=referral_id))


def _listed(chosen: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return chosen.select_related("added_by", "entered_in_error_by").order_by("-added_at", "-pk")


def standing(person: Person | None, referral_id: int | None) -> QuerySet[Evidence]:
    """What lies here and counts, or is about to."""
    here = Evidence.objects.filter(person=person) if person else Evidence.objects.filter(referral_id=referral_id)
    return here.filter(entered_in_error_at__isnull=True).exclude(state=EvidenceState.REFUSED)


def content(evidence: Evidence) -> bytes:
    """What is downloaded. Raises Http404 for what nobody may open."""
    if not rules.can_download(evidence):
        raise Http404
    found = EvidenceContent.objects.filter(pk=evidence.pk).first()
    if found is None:
        raise Http404
    return bytes(found.content)


def waiting(area_id: int) -> QuerySet[Evidence]:
    """What nobody has checked yet, the oldest first."""
    return Evidence.objects.filter(area_id=area_id, state=EvidenceState.WAITING).order_by("added_at", "pk")
