"""Carrying out a merge, and taking it back: each row is changed by the narrow functions of the database."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection
from django.db.models import Q

from dsr.accounts.actor import Actor
from dsr.accounts.models import Organisation
from dsr.core import clock, scope
from dsr.matching.models import Merge
from dsr.matching.planning import ENDED, Ending, Plan
from dsr.matching.queries import relations
from dsr.people import actions as people
from dsr.people import signals
from dsr.people.actions.involvement import end_involvements, open_by_decision
from dsr.people.merging import Rule
from dsr.people.models import Answer, Decision, DecisionKind, Identity, Involvement, InvolvementBasis, Person

LEAVE = (Rule.STAY, Rule.REVISE)
RESIDENCE = ("council_id", "residence_basis", "residence_confirmed_at", "residence_confirmed_by_id")


def carry_out(merge: Merge, plan: Plan, *, by: Actor) -> None:
    """Every relation by its rule, then the person's own details. The merge is agreed, in this transaction."""
    for ending in plan.endings:
        _change(merge, ending.row._meta.db_table, ending.row.pk, _ended(ending, by))
    _change_people(merge, plan.kept, plan.gone)
    for relation in relations():
        if relation.rule not in LEAVE:
            but = sorted(plan.staying) if relation.model is Involvement else []
            _call("merge_move", merge.pk, relation.table, relation.column, but)
    _take_details(merge, plan.kept, plan.gone, by=by)
    _tell_of_sight(plan, by=by)


def _ended(ending: Ending, by: Actor) -> dict[str, Any]:
    """What is written on a row that holds no more."""
    if ending.is_superseded:
        return {"superseded_at": clock.now()}
    return {"ended_at": clock.now(), "ended_reason": ENDED, "ended_by_id": by.worker.pk}


def _change_people(merge: Merge, kept: Person, gone: Person) -> None:
    """The number goes free; what only the other record knows is known of the one that stays."""
    if gone.nhs_number:
        _change(merge, "people_person", gone.pk, {"nhs_number": ""})
    known: dict[str, Any] = {
        name: getattr(gone, name)
        for name in ("joined_at", "died_on", "known_to_key_worker")
        if getattr(kept, name) is None and getattr(gone, name) is not None
    }
    if gone.address_is_sensitive and not kept.address_is_sensitive:
        known["address_is_sensitive"] = True
    if gone.residence_confirmed_at and not kept.residence_confirmed_at:
        known |= {name: getattr(gone, name) for name in RESIDENCE}
    if known:
        _change(merge, "people_person", kept.pk, known)


def _take_details(merge: Merge, kept: Person, gone: Person, *, by: Actor) -> None:
    """The details chosen from the record that goes become a new version of the one that stays."""
    kept.refresh_from_db()
    changes = {name: getattr(gone, name) for name in merge.taken}
    amended = people.amend_identity(
        person=kept, changes=changes, reason="Two records were made one", expected_revision=kept.revision, by=by
    )
    if amended.revision != kept.revision:
        merge.revision_before, merge.revision_after = kept.revision, amended.revision
    amended.save(update_fields=["sort_name"])  # what floors above keep beside a person follows it


def _tell_of_sight(plan: Plan, *, by: Actor) -> None:
    """Sight the person has agreed to again on their newer decision; and who has none any more."""
    kept = Person.objects.get(pk=plan.kept.pk)
    for decision in plan.reopened:
        decision.refresh_from_db()
        open_by_decision(decision, by=by)
    ended = [ending.row for ending in plan.endings if isinstance(ending.row, Involvement)]
    for organisation in {row.organisation for row in ended}:
        if not _still_sees(kept, organisation):
            signals.sight_ended.send(sender=Involvement, person=kept, organisation=organisation, by=by)


def _still_sees(person: Person, organisation: Organisation) -> bool:
    return Involvement.objects.filter(person=person, organisation=organisation, ended_at__isnull=True).exists()


def take_back(merge: Merge, *, by: Actor) -> list[tuple[str, int]]:
    """Put every row back as it was. Those that somebody has changed since are left, and named."""
    _give_back_details(merge, by=by)
    _end_what_it_opened(merge, by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT left_table, left_row FROM dsr.merge_restore(%s)", [merge.pk])
        left = [(str(table), int(row)) for table, row in cursor.fetchall()]
    scope.refresh()
    kept, gone = Person.objects.get(pk=merge.kept_id), Person.objects.get(pk=merge.gone_id)
    kept.save(update_fields=["sort_name"])
    _end_what_was_taken_back(merge, kept, gone, by=by)
    return left


def _end_what_was_taken_back(merge: Merge, kept: Person, gone: Person, *, by: Actor) -> None:
    """What the person said no to since, on the one record, opens nothing again on either."""
    since = Q(withdrawn_at__gt=merge.decided_at) | Q(decided_at__gt=merge.decided_at)
    said_no = Q(withdrawn_at__isnull=False) | ~Q(answer=Answer.AGREED)
    refused = Decision.objects.filter(since & said_no, person__in=[kept, gone], superseded_at__isnull=True)
    for decision in refused.order_by("pk"):
        same = Involvement.objects.filter(person__in=[kept, gone], basis=InvolvementBasis.SHARING)
        if decision.kind != DecisionKind.JOIN:
            same = same.filter(decision__kind=decision.kind, decision__organisation=decision.organisation)
        end_involvements(same, reason="The person did not agree to it since", by=by)


def _give_back_details(merge: Merge, *, by: Actor) -> None:
    """The details that were taken and nobody has changed since are again what they were."""
    if merge.revision_before is None or merge.revision_after is None:
        return
    kept = Person.objects.get(pk=merge.kept_id)
    versions = {version.revision: version for version in Identity.objects.filter(person=kept).order_by("revision")}
    before, after = versions[merge.revision_before], versions[merge.revision_after]
    same = [name for name in merge.taken if getattr(kept, name) == getattr(after, name)]
    changes = {name: getattr(before, name) for name in same}
    people.amend_identity(
        person=kept, changes=changes, reason="Two records again", expected_revision=kept.revision, by=by
    )


def _end_what_it_opened(merge: Merge, *, by: Actor) -> None:
    """Sight opened since on the record that stays, by a decision that goes back to the other."""
    moved = merge.rows.filter(became__has_key="person_id").values_list("table_name", "row_id")
    decisions = {row for table, row in moved if table == Decision._meta.db_table}
    involvements = {row for table, row in moved if table == Involvement._meta.db_table}
    opened = Involvement.objects.filter(person_id=merge.kept_id, decision_id__in=decisions)
    end_involvements(opened.exclude(pk__in=involvements), reason="The records are two again", by=by)


def _change(merge: Merge, table: str, row: int, changes: dict[str, Any]) -> None:
    _call("merge_change", merge.pk, table, row, json.dumps(changes, default=str))


TYPES = {"merge_move": "%s, %s::regclass, %s::name, %s::bigint[]", "merge_change": "%s, %s::regclass, %s, %s::jsonb"}


def _call(function: str, *given: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT dsr.{function}({TYPES[function]})", given)
