"""What evidence adds to a person's timeline and to the pages that the people app has about them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from dsr.accounts.actor import Actor
from dsr.evidence import presenters, queries
from dsr.evidence.models import About
from dsr.people import queries as people
from dsr.people.attachments import DECISIONS, DIAGNOSIS, Attached, Attachments
from dsr.people.models import Level, Person
from dsr.people.timeline import TimelineItem

SHOWN = {DIAGNOSIS: (About.DIAGNOSIS,), DECISIONS: queries.OF_DECISIONS}


def events(person: Person) -> Iterable[TimelineItem]:
    """Each file when it was added."""
    for evidence in queries.of_person(person):
        yield TimelineItem(
            evidence.added_at,
            f"Evidence added: {evidence.get_about_display().lower()}",
            evidence.added_by.name,
            evidence.title,
            reverse("evidence", kwargs={"pid": evidence.public_id}),
            withdrawn=presenters.why_not(evidence),
        )


def attached(actor: Actor, person: Person, where: str) -> Attachments | None:
    """What lies on the record about this; nothing for those who do not see it in full."""
    if not actor.has("evidence_view") or people.level_of(actor, person) != Level.FULL:
        return None
    about, at = SHOWN[where], {"pid": person.public_id}
    return Attachments(
        "Evidence",
        [
            Attached(
                one.title,
                reverse("evidence", kwargs={"pid": one.public_id}),
                presenters.file_words(one),
                presenters.status(one),
            )
            for one in queries.of_person(person, about)
        ],
        reverse("person_evidence", kwargs=at),
        f"{reverse('person_evidence_add', kwargs=at)}?about={about[0]}" if actor.has("evidence_add") else "",
    )
