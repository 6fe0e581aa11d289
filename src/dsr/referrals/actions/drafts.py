"""Writing a draft: begun, saved page by page, resumed by its link, deleted when asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from dsr.accounts.actor import Actor
from dsr.accounts.models import Worker
from dsr.audit import actions as audit
from dsr.core import clock, ids, scope
from dsr.core.errors import Refused
from dsr.core.words import later as _
from dsr.policy import queries as policy
from dsr.referrals.form.answers import CLEANED, FORM, storable
from dsr.referrals.models import Draft

PEOPLE = "people-list"
SENT = _("These answers have been sent already. They cannot be changed here.")


@transaction.atomic
def start_draft(
    *, area_id: int, route: str, worker: Worker | None = None, answers: Mapping[str, Any] | None = None
) -> tuple[Draft, str]:
    """A new draft and the secret of its link, which is stored nowhere. Lasts the policy's days."""
    token = ids.new_token()
    now = clock.now()
    draft = Draft(
        area_id=area_id,
        token_hash=ids.hash_token(token),
        route=route,
        worker=worker,
        answers=dict(answers or {}),
        started_at=now,
        saved_at=now,
        expires_at=now + timedelta(days=policy.current(area_id).draft_days),
    )
    if worker is None:
        with scope.public(area_id=area_id, token=draft.token_hash):
            draft.save(force_insert=True)
    else:
        draft.save(force_insert=True)
    return draft, token


@transaction.atomic
def save_answers(
    *,
    draft: Draft,
    page: str,
    answers: Mapping[str, Any],
    cleaned: Mapping[str, Any] | None = None,
    wording: Mapping[str, Any] | None = None,
    seen: Mapping[str, str] | None = None,
) -> Draft:
    """Keep what was typed on a page. ``cleaned`` is None when it has an error: then it is kept all the same.

    ``wording`` is what a decision page showed, ``seen`` the language and reading of the page. Raises Refused once the
    draft has been sent.
    """
    draft = _locked(draft)
    listed = {"people": _people(draft)} if page == PEOPLE else {}
    draft.answers[page] = listed | storable(answers)
    read = draft.answers.setdefault(CLEANED, {})
    read.pop(page, None)
    if cleaned is not None:
        read[page] = storable(cleaned)
    if wording is not None:
        draft.answers.setdefault(FORM, {}).setdefault("wording", {})[page] = storable(wording)
    _keep_seen(draft, page, seen)
    return _saved(draft)


@transaction.atomic
def note_about_form(*, draft: Draft, **notes: Any) -> Draft:
    """Keep something about how the form is filled in (a sign of a machine, how often the link was emailed)."""
    draft = _locked(draft)
    draft.answers.setdefault(FORM, {}).update(storable(notes))
    return _saved(draft)


@transaction.atomic
def save_person(
    *,
    draft: Draft,
    person_id: str,
    answers: Mapping[str, Any],
    complete: bool,
    seen: Mapping[str, str] | None = None,
) -> Draft:
    """Add or change somebody who is involved. ``complete`` is false while something is wrong with the entry."""
    draft = _locked(draft)
    people = _people(draft)
    entry = {"id": person_id, "complete": complete, **storable(answers)}
    place = next((number for number, person in enumerate(people) if person["id"] == person_id), len(people))
    people[place : place + 1] = [entry]
    _keep_seen(draft, PEOPLE, seen)
    return _saved(draft)


@transaction.atomic
def remove_person(*, draft: Draft, person_id: str) -> Draft:
    """Take somebody off the list of who is involved."""
    draft = _locked(draft)
    people = _people(draft)
    people[:] = [person for person in people if person["id"] != person_id]
    return _saved(draft)


@transaction.atomic
def delete_draft(*, draft: Draft) -> None:
    """Delete the answers because the one who gave them asked. Raises Refused once they have been sent."""
    _locked(draft).delete()
    audit.record("draft_deleted", by=None, area_id=draft.area_id)


@transaction.atomic
def reissue_link(*, draft: Draft, by: Actor) -> str:
    """A new secret for a draft the worker keys, to go on with it; the link before stops working."""
    draft = _locked(draft)
    token = ids.new_token()
    draft.token_hash = ids.hash_token(token)
    draft.save(update_fields=["token_hash"])
    audit.record("draft_resumed", by=by, area_id=draft.area_id)
    return token


def _locked(draft: Draft) -> Draft:
    """The row as it is now, held until the end of the transaction."""
    locked = Draft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if locked is None or locked.submitted_at is not None:
        raise Refused(str(SENT))
    return locked


def _people(draft: Draft) -> list[dict[str, Any]]:
    """Who is involved so far; changing the list changes the draft's answers."""
    people: list[dict[str, Any]] = draft.answers.setdefault(PEOPLE, {}).setdefault("people", [])
    return people


def _keep_seen(draft: Draft, page: str, seen: Mapping[str, str] | None) -> None:
    """In which language and reading a page was last answered."""
    if seen is not None:
        draft.answers.setdefault(FORM, {}).setdefault("seen", {})[page] = storable(seen)


def _saved(draft: Draft) -> Draft:
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["answers", "revision", "saved_at"])
    return draft
