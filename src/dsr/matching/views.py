"""The queue of possible duplicates, two records side by side, and merges with their second worker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from dsr.accounts.access import proved, requires
from dsr.accounts.actor import Actor
from dsr.audit.actions import record_read
from dsr.core.page_links import address
from dsr.core.pagination import paginate
from dsr.core.posting import FormPage, answer, press, sent
from dsr.matching import actions, forms, planning, presenters, queries, rules
from dsr.matching.models import Merge, Outcome, PossibleDuplicate
from dsr.matching.states import MergeState
from dsr.people.models import Person
from dsr.people.presenters import person_href


def _by(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined, no-any-return]


def _read(request: HttpRequest, page: str, people: Iterable[str], targets: Iterable[str] = ()) -> None:
    record_read(page, by=_by(request), people=sorted(set(people)), targets=list(targets))


@requires("merge_propose")
@require_safe
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Pairs that somebody has to look at, the likeliest first."""
    page = paginate(request, queries.waiting(_by(request)))
    _read(request, "duplicate_list", (person.public_id for pair in page.items for person in (pair.one, pair.other)))
    context = {"page": page, "rows": [presenters.pair_row(pair) for pair in page.items]}
    return render(request, "matching/duplicate_list.jinja", context)


@requires("merge_propose")
@require_safe
def merge_list(request: HttpRequest) -> HttpResponse:
    """Merges that wait for a second worker, then those that stand, the newest first."""
    page = paginate(request, queries.merges_listed(_by(request)))
    _read(request, "merge_list", (pid for merge in page.items for pid in _named(merge)))
    context = {"page": page, "rows": [presenters.merge_row(merge) for merge in page.items]}
    return render(request, "matching/merge_list.jinja", context)


@requires("merge_propose")
def duplicate(request: HttpRequest, pid: str) -> HttpResponse:
    """Two records side by side: two people, or one?"""
    pair = queries.get_pair(_by(request), pid)
    _read(request, "duplicate", (pair.one.public_id, pair.other.public_id))
    context = {
        "pair": pair,
        "rows": presenters.comparison(pair.one, pair.other),
        "people": [(person, person_href(person)) for person in (pair.one, pair.other)],
        "waits": pair.outcome == Outcome.WAITING,
        "outcome": presenters.outcome(pair),
        "proposal": queries.open_proposal(pair.one, pair.other),
    }
    done = "We remember that these are two people."
    page = FormPage("matching/duplicate.jinja", address("duplicate_list"), done, context)
    form = forms.NotSameForm(sent(request))
    return answer(
        request, page, form, lambda typed: actions.say_not_same(pair=pair, reason=typed["reason"], by=_by(request))
    )


@requires("merge_propose")
def merge_propose(request: HttpRequest, pid: str) -> HttpResponse:
    """One person: which record stays, what would happen to each table, who would see what."""
    by = _by(request)
    pair = queries.get_pair(by, pid)
    if pair.outcome != Outcome.WAITING:
        raise Http404
    _read(request, "merge_propose", (pair.one.public_id, pair.other.public_id))
    kept, gone = _sides(request, pair)
    context = {"pair": pair, "kept": kept, "gone": gone, "plan": planning.make(kept, gone), "filled": planning.filled}
    form = forms.ProposeForm(sent(request), kept=kept, gone=gone)
    done = "Your proposal waits for a second worker. Nothing has changed yet."
    page = FormPage("matching/merge_propose.jinja", address("duplicate", pid=pid), done, context, address("merge_list"))
    return answer(
        request,
        page,
        form,
        lambda typed: actions.propose_merge(
            kept=kept, gone=gone, taken=typed.get("taken", []), reason=typed["reason"], by=by
        ),
    )


def _sides(request: HttpRequest, pair: PossibleDuplicate) -> tuple[Person, Person]:
    """Which stays and which goes: as suggested, or the other way round."""
    kept = presenters.suggested_kept(pair)
    if request.GET.get("swap"):
        kept = pair.other if kept == pair.one else pair.one
    return kept, pair.other if kept == pair.one else pair.one


@requires("merge_propose")
@require_safe
def merge(request: HttpRequest, pid: str) -> HttpResponse:
    """One merge: who proposed it and why, what it would do or did, and what may be done with it now."""
    found = _merge(request, pid, "merge")
    return render(request, "matching/merge.jinja", {**_about(request, found), "back_href": address("merge_list")})


@requires("merge_agree")
@proved
def merge_answer(request: HttpRequest, pid: str) -> HttpResponse:
    """A second worker agrees, or does not."""
    found = _merge(request, pid, "merge_answer", MergeState.PROPOSED)
    page = FormPage("matching/merge_answer.jinja", address("merge", pid=pid), "Your answer is saved.",
                    _about(request, found))  # fmt: skip
    return answer(request, page, forms.AnswerForm(sent(request)), lambda typed: _answered(found, typed, _by(request)))


def _answered(found: Merge, typed: dict[str, Any], by: Actor) -> None:
    act = actions.agree_merge if typed["answer"] == "agree" else actions.refuse_merge
    act(merge=found, reason=typed["reason"], by=by)


@requires("merge_propose")
@require_POST
def merge_take_back(request: HttpRequest, pid: str) -> HttpResponse:
    """Whoever proposed it thinks better of it."""
    found = _merge(request, pid, "merge")
    done, back = "Your proposal is taken back.", address("merge", pid=pid)
    return press(request, lambda: actions.take_back_merge(merge=found, by=_by(request)), done=done, back=back)


@requires("merge_propose")
def unmerge_propose(request: HttpRequest, pid: str) -> HttpResponse:
    """They were two people after all: ask a second worker."""
    found, by = _merge(request, pid, "unmerge_propose", MergeState.DONE), _by(request)
    done = "Your proposal waits for a second worker. Nothing has changed yet."
    page = FormPage("matching/unmerge_propose.jinja", address("merge", pid=pid), done, _about(request, found))
    return answer(
        request,
        page,
        forms.UndoForm(sent(request)),
        lambda typed: actions.propose_unmerge(merge=found, reason=typed["reason"], by=by),
    )


@requires("merge_agree")
@proved
def unmerge_answer(request: HttpRequest, pid: str) -> HttpResponse:
    """A second worker agrees to make two records again, or does not."""
    found, by = _merge(request, pid, "unmerge_answer", MergeState.UNDO_PROPOSED), _by(request)
    page = FormPage("matching/unmerge_answer.jinja", address("merge", pid=pid), "Your answer is saved.",
                    _about(request, found))  # fmt: skip
    acts = {"agree": actions.agree_unmerge, "refuse": actions.keep_merge}
    return answer(
        request, page, forms.UndoAnswerForm(sent(request)), lambda typed: acts[typed["answer"]](merge=found, by=by)
    )


def _merge(request: HttpRequest, pid: str, page: str, state: MergeState | None = None) -> Merge:
    """The merge of an address, in the state the page is for. Raises Http404."""
    found = queries.get_merge(_by(request), pid)
    if state is not None and found.state != state:
        raise Http404
    _read(request, page, _named(found), [found.public_id])
    return found


def _named(merge: Merge) -> tuple[str, str]:
    """Both records, by the ids that the log names them by."""
    return merge.kept.public_id, str(merge.gone_identity["public_id"])


def _about(request: HttpRequest, found: Merge) -> dict[str, Any]:
    by = _by(request)
    waits = found.state == MergeState.PROPOSED
    gone = queries.get_gone(found) if waits else None
    return {
        "merge": found,
        "status": presenters.status(found),
        "sentence": presenters.sentence(found),
        "taken": [presenters.LABELS.get(name, name) for name in found.taken],
        "plan": planning.make(found.kept, gone) if gone else None,
        "rows": presenters.comparison(found.kept, gone) if gone else [],
        "filled": planning.filled,
        "kept_href": person_href(found.kept),
        "may_answer": rules.can_answer(found, by),
        "may_take_back": rules.can_take_back(found, by),
        "may_undo": rules.can_propose_undo(found, by),
        "may_answer_undo": rules.can_answer_undo(found, by),
        "since": queries.added_since(found) if found.state == MergeState.UNDO_PROPOSED else [],
    }
