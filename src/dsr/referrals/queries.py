"""Referrals as seen from where somebody stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, Count, F, Min, Q, QuerySet, Value, When
from django.http import Http404

from dsr.accounts import queries as accounts
from dsr.accounts.actor import Actor
from dsr.accounts.models import Worker
from dsr.core import clock, ids
from dsr.people import queries as people
from dsr.people.models import Involvement, InvolvementBasis, Level
from dsr.policy import queries as policies
from dsr.referrals.models import (
    Addition,
    ContactAttempt,
    Draft,
    EqualityAnswers,
    OwnerChange,
    Referral,
    ReferralMatch,
    ReferralMove,
)
from dsr.referrals.models import ReferralState as S
from dsr.referrals.states import OPEN

#: While the promise of contact still has to be kept. Setting a referral aside does not stop its clock.
CLOCK_RUNS = (S.RECEIVED, S.IN_CONTACT, S.SET_ASIDE)
RUNNING = Q(contacted_at__isnull=True, state__in=CLOCK_RUNS)
SAME_DAY = Q(same_day=True) & RUNNING
#: How many names a search shows at most: whoever needs more types more of the name.
MOST_FOUND = 50


def visible_to(actor: Actor) -> QuerySet[Referral]:
    """The register team's all; others those they discuss, and those of people they see in full.

    The database repeats the same rule.
    """
    mine = Referral.objects.filter(area_id=actor.area_id)
    if actor.is_team:
        return mine
    full = people.open_involvements().filter(organisation=actor.organisation, level=Level.FULL)
    discussed = discussions(actor).values("referral_id")
    return mine.filter(Q(pk__in=discussed) | Q(person_id__in=full.values("person_id")))


def discussions(actor: Actor) -> QuerySet[Involvement]:
    """The discussion views open now to the actor's organisation."""
    return people.open_involvements().filter(
        organisation=actor.organisation, basis=InvolvementBasis.DISCUSSION, referral_id__isnull=False
    )


def get_visible(actor: Actor, public_id: str) -> Referral:
    """One referral. Raises Http404, also when it is there and not for this actor."""
    return _or_404(visible_to(actor), public_id)


def get_of_team(actor: Actor, public_id: str) -> Referral:
    """One referral to work on: the register team's alone. Raises Http404."""
    if not actor.is_team:
        raise Http404
    return _or_404(visible_to(actor), public_id)


def get_discussed(actor: Actor, public_id: str) -> tuple[Referral, Involvement]:
    """A referral under discussion with the actor's organisation, and until when. Raises Http404."""
    referral = get_visible(actor, public_id)
    view = discussions(actor).filter(referral_id=referral.pk).order_by("-ends_at").first()
    if view is None:
        raise Http404
    return referral, view


def _or_404(chosen: QuerySet[Referral], public_id: str) -> Referral:
    related = ("owner", "person", "council", "keyed_by", "same_day_seen_by", "person__council")
    found = chosen.select_related(*related).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty means all. ``owner`` is "me", "nobody", "covering" or a worker's id."""

    state: str = "open"
    owner: str = ""
    due: str = ""
    same_day: str = ""
    route: str = ""
    council: str = ""

    @property
    def active(self) -> int:
        """How many differ from what the list shows by itself."""
        return sum(getattr(self, field.name) != field.default for field in fields(self))


def listed(actor: Actor, filters: Filters) -> QuerySet[Referral]:
    """The team's list: same-day first, then running clocks by due time, then the rest by newest receipt."""
    chosen = visible_to(actor).filter(_state(filters.state), _owner(actor, filters.owner), _due(actor, filters.due))
    if filters.same_day:
        chosen = chosen.filter(same_day=True)
    if filters.route:
        chosen = chosen.filter(route=filters.route)
    if filters.council:
        chosen = chosen.filter(_council(filters.council))
    return in_order(chosen)


def to_give(actor: Actor, public_ids: Collection[str], most: int) -> list[Referral]:
    """Of the referrals named, those of the team that are open, in the order of the list, up to ``most``."""
    if not actor.is_team:
        return []
    return list(in_order(visible_to(actor).filter(public_id__in=public_ids, state__in=OPEN))[:most])


def in_order(chosen: QuerySet[Referral]) -> QuerySet[Referral]:
    """The order every list of referrals has."""
    first = Case(When(SAME_DAY, then=Value(0)), When(RUNNING, then=Value(1)), default=Value(2))
    running_due = Case(When(RUNNING, then=F("contact_due_at")), default=None)
    return (
        chosen.select_related("owner", "council", "person")
        .defer("answers")
        .annotate(urgency=first)
        .order_by("urgency", running_due.asc(nulls_last=True), "-received_at", "-pk")
    )


def _state(state: str) -> Q:
    if state == "open":
        return Q(state__in=OPEN)
    if state == "closed":
        return ~Q(state__in=OPEN)
    return Q(state=state) if state else Q()


def _owner(actor: Actor, owner: str) -> Q:
    if owner == "me":
        return Q(owner=actor.worker)
    if owner == "nobody":
        return Q(owner__isnull=True)
    if owner == "covering":
        return Q(owner__in=list(accounts.covering(actor)))
    return Q(owner__public_id=owner) if owner else Q()


def _council(code: str) -> Q:
    return Q(council__isnull=True) if code == "none" else Q(council__code=code)


def _due(actor: Actor, due: str) -> Q:
    if not due:
        return Q()
    now, ends, nearly = _due_limits(actor.area_id)
    limits = {
        "overdue": Q(contact_due_at__lte=now),
        "today": Q(contact_due_at__gt=now, contact_due_at__lt=ends),
        "nearly": Q(contact_due_at__gte=ends, contact_due_at__lte=nearly),
    }
    return RUNNING & limits[due]


def _due_limits(area_id: int) -> tuple[datetime, datetime, datetime]:
    """Now, the end of today in London, and the closing time of the next working day."""
    calendar = policies.current(area_id).calendar()
    tomorrow = clock.today() + timedelta(days=1)
    return clock.now(), _midnight(tomorrow), calendar.closing(calendar.add_working_days(clock.today(), 1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.LONDON)


@dataclass(frozen=True)
class Counts:
    """What the home page says of the team's referrals; every number is a list's."""

    open: int = 0
    same_day: int = 0
    new: int = 0
    unowned: int = 0
    mine: int = 0
    covering: int = 0
    due_today: int = 0
    nearly_due: int = 0
    overdue: int = 0
    overdue_since: datetime | None = None
    waiting_for_match: int = 0
    waiting_for_decision: int = 0
    set_aside: int = 0
    unable_to_contact: int = 0


def counts(actor: Actor, covered: Collection[int] = ()) -> Counts:
    """All in one statement, over open referrals; ``covered`` are the colleagues the actor answers for.

    Nothing for somebody outside the register team.
    """
    if not actor.is_team:
        return Counts()
    now, ends, nearly = _due_limits(actor.area_id)
    overdue = RUNNING & Q(contact_due_at__lte=now)
    found = (
        visible_to(actor)
        .filter(state__in=OPEN)
        .aggregate(
            open=Count("pk"),
            same_day=Count("pk", filter=SAME_DAY),
            new=Count("pk", filter=Q(state=S.RECEIVED)),
            unowned=Count("pk", filter=Q(owner__isnull=True)),
            mine=Count("pk", filter=Q(owner=actor.worker)),
            covering=Count("pk", filter=Q(owner__in=list(covered))),
            due_today=Count("pk", filter=RUNNING & Q(contact_due_at__gt=now, contact_due_at__lt=ends)),
            nearly_due=Count("pk", filter=RUNNING & Q(contact_due_at__gte=ends, contact_due_at__lte=nearly)),
            overdue=Count("pk", filter=overdue),
            overdue_since=Min("contact_due_at", filter=overdue),
            waiting_for_match=Count("pk", filter=Q(person__isnull=True)),
            waiting_for_decision=Count("pk", filter=Q(state=S.CONTACTED)),
            set_aside=Count("pk", filter=Q(state=S.SET_ASIDE)),
            unable_to_contact=Count("pk", filter=Q(state=S.UNABLE_TO_CONTACT)),
        )
    )
    return Counts(**found)


def colleagues(actor: Actor) -> QuerySet[Worker]:
    """Who may own a referral: the team's coordinators and leads."""
    return accounts.colleagues(actor.organisation.pk, frozenset({"coordinator", "lead"}))


def found(actor: Actor, text: str) -> list[Referral]:
    """By reference, however it was typed, or by a name like it: the likest first."""
    if not actor.is_team:
        return []
    if ids.validate_reference(text):
        return with_reference(actor, ids.normalise_reference(text))
    ranked = _ranked(text)
    chosen = visible_to(actor).select_related("owner", "council", "person").defer("answers").in_bulk(list(ranked))
    return [chosen[pk] for pk in ranked if pk in chosen]


def with_reference(actor: Actor, reference: str) -> list[Referral]:
    """The referral of a reference as we write it, if the actor sees it."""
    return list(in_order(visible_to(actor).filter(reference=reference)))


def _ranked(text: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT referral_id FROM dsr.search_referrals(%s, %s)", [text, MOST_FOUND])
        return [row[0] for row in cursor.fetchall()]


def discussed(actor: Actor) -> QuerySet[Referral]:
    """The referrals the actor's organisation may discuss now, newest first."""
    chosen = Referral.objects.filter(area_id=actor.area_id, pk__in=discussions(actor).values("referral_id"))
    return chosen.select_related("council", "person").defer("answers").order_by("-received_at", "-pk")


def people_of(referrals: Iterable[Referral]) -> set[str]:
    """The public ids of the people these are matched to, for the read log.

    Who discusses a referral sees no person: there the database names them, and nothing else of them.
    """
    matched = [referral for referral in referrals if referral.person_id]
    hidden = [referral.pk for referral in matched if referral.person is None]
    known = {referral.person.public_id for referral in matched if referral.person is not None}
    if hidden:
        with connection.cursor() as cursor:
            cursor.execute("SELECT dsr.people_of_referrals(%s)", [hidden])
            known |= {row[0] for row in cursor.fetchall()}
    return known


def discussion_ends(actor: Actor, referrals: Iterable[Referral]) -> dict[int, datetime]:
    """Until when each of these may be discussed, by referral id."""
    shown = discussions(actor).filter(referral_id__in=[referral.pk for referral in referrals])
    found = shown.order_by("ends_at").values_list("referral_id", "ends_at")
    return {number: end for number, end in found if number is not None and end is not None}


def open_discussion(referral: Referral) -> QuerySet[Involvement]:
    """Who sees this referral for discussion now."""
    views = people.open_involvements().filter(referral_id=referral.pk, basis=InvolvementBasis.DISCUSSION)
    return views.select_related("organisation", "granted_by").order_by("organisation__name", "pk")


def attempts(referral: Referral) -> QuerySet[ContactAttempt]:
    """Every try, newest first, those entered in error too."""
    chosen = ContactAttempt.objects.filter(referral=referral)
    return chosen.select_related("recorded_by", "entered_in_error_by").order_by("-made_at", "-pk")


def standing_attempts(referral: Referral) -> QuerySet[ContactAttempt]:
    """The tries that count."""
    return attempts(referral).filter(entered_in_error_at__isnull=True)


def get_attempt(referral: Referral, public_id: str) -> ContactAttempt:
    """A try that counts. Raises Http404."""
    found_one = standing_attempts(referral).filter(public_id=public_id).first()
    if found_one is None:
        raise Http404
    return found_one


def contact_made(referral: Referral) -> bool:
    """Whether somebody on this side and the person, or who speaks for them, have spoken with each other."""
    return standing_attempts(referral).filter(two_way=True).exists()


def moves(referral: Referral) -> QuerySet[ReferralMove]:
    """The history of its states, newest first."""
    return ReferralMove.objects.filter(referral=referral).select_related("made_by").order_by("-made_at", "-pk")


def owner_changes(referral: Referral) -> QuerySet[OwnerChange]:
    """Who answered for it, newest first."""
    chosen = OwnerChange.objects.filter(referral=referral)
    return chosen.select_related("from_worker", "to_worker", "made_by").order_by("-made_at", "-pk")


def matches(referral: Referral) -> QuerySet[ReferralMatch]:
    """Every link to a person and every undoing, newest first."""
    chosen = ReferralMatch.objects.filter(referral=referral)
    return chosen.select_related("person", "made_by").order_by("-made_at", "-pk")


def of_person(person_id: int) -> QuerySet[Referral]:
    """A person's referrals that the scope shows, newest first."""
    return Referral.objects.filter(person_id=person_id).defer("answers").order_by("-received_at", "-pk")


def by_ids(referral_ids: Collection[int]) -> QuerySet[Referral]:
    """These, as far as the scope shows them."""
    return Referral.objects.filter(pk__in=referral_ids).only("pk", "reference", "public_id").order_by("pk")


def to_resume(area_id: int, on: date) -> QuerySet[Referral]:
    """Set aside until today or an earlier day."""
    return Referral.objects.filter(area_id=area_id, state=S.SET_ASIDE, set_aside_until__lte=on).order_by("pk")


def state_before_set_aside(referral: Referral) -> S:
    """Where it was before it was set aside."""
    move = moves(referral).filter(to_state=S.SET_ASIDE).first()
    return S(move.from_state) if move else S.RECEIVED


def as_terms(filters: Filters) -> dict[str, Any]:
    """For an address: only what differs from the list's own state."""
    return {f.name: getattr(filters, f.name) for f in fields(filters) if getattr(filters, f.name) != f.default}


def keyed_drafts(actor: Actor) -> QuerySet[Draft]:
    """The forms this worker has begun to key and not sent."""
    mine = Draft.objects.filter(worker=actor.worker, area_id=actor.area_id)
    return _open(mine).order_by("-saved_at", "-pk")


def open_draft(token: str) -> Draft | None:
    """The unsent, unexpired draft behind a secret, within the scope in force."""
    return _open(Draft.objects.filter(token_hash=ids.hash_token(token))).first()


def sent_referral(token: str) -> Referral | None:
    """The referral that the form behind a secret became, within the scope in force."""
    return by_token_hash(ids.hash_token(token))


def by_token_hash(token_hash: str) -> Referral | None:
    """The referral whose secret has this hash, within the scope in force."""
    return Referral.objects.select_related("owner").filter(token_hash=token_hash).first()


def additions(referral: Referral) -> QuerySet[Addition]:
    """What its maker said after sending it, newest first."""
    return Addition.objects.filter(referral=referral).order_by("-made_at", "-pk")


def equality_answers(referral: Referral) -> EqualityAnswers | None:
    """What the holder of the link has answered so far; nothing for anybody else."""
    return EqualityAnswers.objects.filter(referral=referral).first()


def _open(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    return drafts.filter(submitted_at__isnull=True, expires_at__gt=clock.now())
