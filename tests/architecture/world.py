"""One small world with something of every kind in it, so that every page can be asked for as everybody.

The people in it have names that stand nowhere else: where one of them is found in an answer, somebody was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.test import Client

from dsr.accounts.actions import invitations, resets
from dsr.accounts.actions.cover import arrange_cover
from dsr.accounts.actor import Actor
from dsr.accounts.models import Role
from dsr.core import clock, ids, scope
from dsr.imports import actions as imports
from dsr.matching import actions as merging
from dsr.matching.models import Merge, PossibleDuplicate
from dsr.notices.actions import raise_notice
from dsr.people import actions as people
from dsr.people.models import Person
from dsr.people.queries import visible_to
from dsr.policy.models import Area
from dsr.referrals.actions import contact, discussion, drafts, matching
from dsr.register.actions import start_assessment
from dsr.register.models import Assessment, Entry
from dsr.reporting.actions import make_export
from tests.factories import referral_rows
from tests.factories.accounts import make_actor
from tests.factories.evidence import make_evidence
from tests.factories.messages import make_message
from tests.factories.people import decide, lacking
from tests.factories.register import on_register, tell
from tests.factories.tasks import make_task
from tests.support.clients import signed_in
from tests.support.database import taken_back

COUNCIL, OTHER_COUNCIL, TRUST = "coventry-city-council", "warwickshire-county-council", "cwpt"
BORN = date(1999, 2, 3)
NHS_NUMBER, OTHER_NUMBER = "9434765919", "9434765870"

#: Everybody the matrix asks as: role, area, organisation by code or kind.
ACTORS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "coordinator": ("", "register_team", ("coordinator",)),
    "lead": ("", "register_team", ("lead",)),
    "clinician": ("", "register_team", ("clinician",)),
    "partner": ("", TRUST, ("partner",)),
    "commissioner": ("", "icb", ("commissioner",)),
    "keyworker": ("", "key_worker", ("keyworker",)),
    "panel_member": ("", "icb", ("panel_member",)),
    "privacy_officer": ("", "register_team", ("privacy_officer",)),
    "administrator": ("", "register_team", ("administrator",)),
    "other_council": ("", OTHER_COUNCIL, ("partner",)),
    "other_area": ("example-vale", "register_team", ("lead",)),
}
#: Strangers who hold every role, so that no missing permission hides an open door.
STRANGERS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "stranger_in_area": ("", OTHER_COUNCIL, tuple(Role.values)),
    "stranger_elsewhere": ("example-vale", "register_team", tuple(Role.values)),
}
EVERYBODY = ("anonymous", *ACTORS)


@dataclass
class World:
    """Actors, their browsers, and what stands behind each kind of id in an address."""

    area: Area
    actors: dict[str, Actor] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    #: (where in an address the id stands, its name there) -> the id, or one for each actor
    ids: dict[tuple[str, str], str | Callable[[str], str]] = field(default_factory=dict)
    #: words that show somebody -> the id the read log names them by
    names: dict[str, str] = field(default_factory=dict)

    @property
    def team(self) -> Actor:
        return self.actors["coordinator"]


@contextmanager
def built(area: Area, *, keep: bool = False) -> Iterator[World]:
    """The world, in a transaction that is taken back at the end, or kept for a server that runs beside the test."""
    if not keep:
        with taken_back():
            yield _made(area)
        return
    with transaction.atomic():
        world = _made(area)
    yield world


def _made(area: Area) -> World:
    world = World(area)
    with scope.job(name="test", area_id=area.pk):
        _settle(world)
        _fill(world)
    for name, actor in world.actors.items():
        world.clients[name] = _proved(signed_in(actor))
    world.clients["anonymous"] = Client(headers={"accept": "text/html"})
    for client in world.clients.values():
        client.raise_request_exception = False
    return world


def _proved(client: Client) -> Client:
    """Has just shown who they are, so that pages that ask for it again answer; an hour off, for slow machines."""
    session = client.session
    session["dsr_proved_at"] = session["dsr_seen_at"] = clock.now().timestamp() + 3600
    session.save()
    return client


def _settle(world: World) -> None:
    for name, (code, organisation, roles) in (ACTORS | STRANGERS).items():
        area = Area.objects.get(code=code) if code else world.area
        world.actors[name] = make_actor(area, organisation, *roles)


def _fill(world: World) -> None:
    entry = _somebody_on_the_register(world)
    known = _somebody_else(world)
    _ids_of_people(world, entry, start_assessment(person=entry.person, by=world.actors["clinician"]))
    _ids_of_referrals(world, known)
    _ids_of_work(world, entry.person)
    _ids_of_matching(world)
    _ids_of_forms(world)
    _ids_of_imports(world)
    _searches(world)
    _ids_of_administration(world)
    _exports(world)


def _somebody_on_the_register(world: World) -> Entry:
    entry = on_register(
        world.team,
        world.actors["clinician"],
        share_with=(TRUST,),
        needs=[("respite", "Two nights a month")],
        given_name="Zephyrine",
        family_name="Quillfeather",
        nhs_number=NHS_NUMBER,
    )
    world.names |= {"Quillfeather": entry.person.public_id, NHS_NUMBER: entry.person.public_id}
    return entry


def _somebody_else(world: World) -> Person:
    """Known to the register team alone."""
    identity: dict[str, object] = {
        "given_name": "Ottoline",
        "family_name": "Brackenthwaite",
        "born_on": date(1999, 2, 3),
    }
    identity["nhs_number"] = OTHER_NUMBER
    person = people.create_person(area_id=world.area.pk, identity=identity | {"born_on": BORN}, by=world.team)
    world.names |= {"Brackenthwaite": person.public_id, OTHER_NUMBER: person.public_id}
    return person


def _ids_of_people(world: World, entry: Entry, assessment: Assessment) -> None:
    person, team = entry.person, world.team
    aunt = people.add_contact(person=person, by=team, name="Aunt Mabel", relationship="Aunt")
    people.record_profile(person=person, by=team, how_to_talk_to_me="Short sentences")
    capacity = people.record_capacity(
        person=person, decision_kind="cetr", by=team, assessed_on=clock.today(), assessed_by_name="Dr Grey",
        help_given="Pictures", understand="yes", retain="yes", weigh="yes", communicate="yes",
        because_of_impairment="no",
    )  # fmt: skip
    tell(person, "person", team)
    key, _ = people.grant_key(person=person, holder="person", proof="green bicycle", by=team)
    record = people.record_best_interests(
        person=person, capacity_assessment=lacking(person, "discuss", team), by=team, made_on=clock.today(),
        made_by_name="Sam", wishes="To stay at home", consulted="Her sister", less_restrictive="Ask again in spring",
        advocate="Offered", in_best_interests=True,
    )  # fmt: skip
    world.ids |= {
        ("best-interests", "bid"): record.public_id,
        ("own-page", "kid"): key.public_id,
        ("my-page/who-knows", "topic"): "join",
        ("my-page/receipt", "decision"): ids.new_public_id(),
        ("my-page/ask", "what"): "talk",
        ("my-page/asked", "what"): "talk",
        ("my-page/open", "token"): ids.new_token(),
        ("people", "pid"): person.public_id,
        ("decisions", "did"): decide(person, "cetr", team).public_id,
        ("contacts", "cid"): aunt.public_id,
        ("capacity", "cid"): capacity.public_id,
        ("without-agreement", "oid"): _override(world, person),
        ("assessments", "aid"): assessment.public_id,
        ("section", "section"): "strengths",
        ("record", "topic"): "cetr",
        ("record", "basis"): "own",
        ("diagnosis", "condition"): "autism",
        ("register", "pid"): entry.public_id,
        ("entries", "pid"): entry.public_id,
        ("evidence", "pid"): make_evidence(team, person=person).public_id,
    }


def _override(world: World, person: Person) -> str:
    override = people.request_override(
        person=person,
        organisation=world.actors["commissioner"].organisation,
        level="summary",
        ground="serious_harm",
        justification="Serious harm is likely.",
        until=clock.now() + timedelta(days=7),
        person_told=True,
        by=world.team,
    )
    return override.public_id


def _ids_of_referrals(world: World, known: Person) -> None:
    """One nobody has matched yet, and one that is being discussed with the trust."""
    team = world.team
    fresh = referral_rows.make_referral(world.area, subject_name="Tamsin Umbelgate")
    tried = contact.log_attempt(referral=fresh, attempt=referral_rows.attempt(), by=team)
    discussed = referral_rows.make_referral(world.area, subject_name="Ottoline Brackenthwaite")
    referral_rows.contacted(discussed, team)
    matching.match(referral=discussed, person=known, by=team)
    discussed.refresh_from_db()
    decide(known, "discuss", team)
    discussion.open_discussion(
        referral=discussed,
        organisations=[world.actors["partner"].organisation],
        until=clock.today() + timedelta(days=5),
        by=team,
    )
    world.names["Umbelgate"] = fresh.public_id
    world.ids |= {
        ("referrals", "pid"): fresh.public_id,
        ("contact", "aid"): tried.public_id,
        ("match", "person"): known.public_id,
        ("not-accept", "reason"): "not_at_risk",
        ("discussions", "pid"): discussed.public_id,
    }


def _ids_of_work(world: World, person: Person) -> None:
    task = make_task(world.area, person=person, organisation=world.actors["partner"].organisation)
    message = make_message(world.team, person=person, body="Dear Zephyrine Quillfeather,\n\nGood news.")
    notice = raise_notice(person=person, kind="safe_contact", by=world.team)
    world.ids |= {
        ("tasks", "pid"): task.public_id,
        ("messages", "pid"): message.public_id,
        ("notices", "pid"): notice.public_id,
    }


def _ids_of_matching(world: World) -> None:
    """A pair to look at; a merge to agree, one that stands, and one whose undoing is to agree."""
    lead, team = world.actors["lead"], world.team
    identity = {"given_name": "Wilhelmina", "family_name": "Oddfellowe", "born_on": BORN.replace(year=1971)}
    pair = [people.create_person(area_id=world.area.pk, identity=identity, by=team) for _ in range(2)]
    world.ids["duplicates", "pid"] = PossibleDuplicate.objects.get(one=pair[0], other=pair[1]).public_id
    made = [_merge_of_two(world, number) for number in range(3)]
    for done in made[1:]:
        with lead.scope():
            merging.agree_merge(merge=done, reason="Met her", by=lead)
    with lead.scope():
        merging.propose_unmerge(merge=made[2], reason="Two cousins", by=lead)
    world.ids |= {
        ("merges", "pid"): made[0].public_id,
        ("merges/undo", "pid"): made[1].public_id,
        ("undo/answer", "pid"): made[2].public_id,
    }


def _merge_of_two(world: World, number: int) -> Merge:
    names = [{"given_name": f"Merged{number}", "family_name": f"Somebody{side}"} for side in "AB"]
    kept, gone = (people.create_person(area_id=world.area.pk, identity=one, by=world.team) for one in names)
    with world.team.scope():
        return merging.propose_merge(kept=kept, gone=gone, taken=[], reason="Met her", by=world.team)


def _ids_of_forms(world: World) -> None:
    _, link = drafts.start_draft(area_id=world.area.pk, route="web")
    _, keyed = drafts.start_draft(area_id=world.area.pk, route="paper", worker=world.team.worker)
    for where, token in (("refer", link), ("new", keyed)):
        world.ids |= {(where, "token"): token, (where, "page"): "danger"}
    followed = ids.new_token()
    referral_rows.make_referral(world.area, subject_name="Hyacinth Pennyfold", token_hash=ids.hash_token(followed))
    world.ids |= {("follow", "token"): followed, ("follow/code", "code"): ids.new_token()}
    world.ids |= {("", "code"): "your-decision", ("", "number"): "2"}
    world.ids |= {(before, "form"): "print" for before in ("", "get-help-now", "understand")}
    world.ids |= {("equality", "page"): "ethnicity", ("with", "provider_id"): "care-identity"}
    world.ids[("people", "person_id")] = ids.new_public_id()


def _ids_of_imports(world: World) -> None:
    """A checked sheet, one of whose rows is about somebody on the register."""
    content = f"NHS number,Name,DOB\n{NHS_NUMBER},Zephyrine Quillfeather,1990-03-14\n,Wilhelmina Tattersby,1980\n"
    sheet = imports.upload(file_name="sheet.csv", content=content.encode(), by=world.team)
    sheet = imports.save_mapping(importing=sheet, mapping=sheet.mapping, by=world.team)
    imports.check(importing=sheet, by=world.team)
    world.ids |= {("imports", "pid"): sheet.public_id, ("rows", "number"): "2"}


def _searches(world: World) -> None:
    """A search of each worker's own, as the pages keep them; a stranger tries somebody else's."""
    for where, name, page, terms, owner in (
        ("searches", "pid", "audit_people", {"name": "Zephyrine"}, "privacy_officer"),
        ("people/search", "pid", "people", {"q": "Zephyrine"}, "coordinator"),
        ("referrals/search", "pid", "referral_search", {"wanted": "Tamsin"}, "coordinator"),
        ("register/search", "sid", "register_list", {"text": "Zephyrine"}, "coordinator"),
    ):
        kept = {of: _search(actor, page, terms) for of, actor in world.actors.items() if of not in STRANGERS}
        world.ids[where, name] = lambda who, kept=kept, owner=owner: kept.get(who, kept[owner])


def _search(actor: Actor, page: str, terms: dict[str, str]) -> str:
    with actor.scope():
        return people.keep_search(page=page, terms=terms, by=actor).public_id


def _exports(world: World) -> None:
    """Each worker's own: of the person where they see them, else of the register; a stranger tries somebody else's."""
    pid = str(world.ids["people", "pid"])
    kept = {of: _export(actor, pid) for of, actor in world.actors.items() if of not in STRANGERS}
    world.ids["exports", "pid"] = lambda who: kept.get(who, kept["coordinator"])


def _export(actor: Actor, pid: str) -> str:
    with actor.scope():
        what = "person" if visible_to(actor).filter(public_id=pid).exists() else "register"
        return make_export(what=what, form="csv", terms={"pid": pid}, why="A meeting", by=actor).public_id


def _ids_of_administration(world: World) -> None:
    administrator, partner = world.actors["administrator"], world.actors["partner"]
    invitation, token = invitations.new(
        email="invited@example.org", name="Invited Worker", organisation=partner.organisation, role="partner",
        ends_on=None, by=administrator,
    )  # fmt: skip
    reset = resets.request_reset(worker=partner.worker, reason="Lost the telephone", by=administrator)
    lead, team = world.actors["lead"], world.team
    tomorrow = clock.today() + timedelta(days=1)
    cover = arrange_cover(worker=lead.worker, covered_by=team.worker, starts_on=tomorrow, ends_on=tomorrow, by=lead)
    world.ids |= {
        ("workers", "pid"): partner.worker.public_id,
        ("roles", "organisation"): partner.organisation.public_id,
        ("roles", "role"): "partner",
        ("invitations", "pid"): invitation.public_id,
        ("invitation", "token"): token,
        ("second-factors", "pid"): reset.public_id,
        ("absences", "number"): str(cover.pk),
        ("new", "uidb36"): "1",
        ("new", "key"): "abc-def",
    }
